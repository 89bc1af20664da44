package dev.leeward.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leeward tables}. */
@Command(
        name = "tables",
        header = "DynamoDB tables as declared, and fences around them.",
        description = "",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class TablesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** {@code tables} with its subcommands. */
    static CommandLine in(Surroundings surroundings) {
        return new CommandLine(new TablesCommand())
                .addSubcommand(new TablesPlanCommand(surroundings))
                .addSubcommand(new TablesApplyCommand(surroundings))
                .addSubcommand(new TablesStatusCommand(surroundings))
                .addSubcommand(new TablesImportCommand(surroundings))
                .addSubcommand(new TablesFenceCommand(surroundings))
                .addSubcommand(new TablesReleaseCommand(surroundings))
                .addSubcommand(new TablesFencesCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the tables: one of the commands below.");
    }
}
