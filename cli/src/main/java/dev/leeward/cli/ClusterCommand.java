package dev.leeward.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leeward cluster}. */
@Command(
        name = "cluster",
        header = "Several nodes that share a journal: status, reconcile.",
        description = "",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** {@code cluster} with its subcommands. */
    static CommandLine in(Surroundings surroundings) {
        return new CommandLine(new ClusterCommand())
                .addSubcommand(new ClusterStatusCommand(surroundings))
                .addSubcommand(new ClusterReconcileCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the cluster: one of the commands below.");
    }
}
