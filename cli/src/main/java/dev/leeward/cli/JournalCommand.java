package dev.leeward.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leeward journal}. */
@Command(
        name = "journal",
        header = "Read what happened: show, export, verify; and look after it: move, backup, restore.",
        description = "",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** {@code journal} with its subcommands. */
    static CommandLine in(Surroundings surroundings) {
        return new CommandLine(new JournalCommand())
                .addSubcommand(new JournalShowCommand(surroundings))
                .addSubcommand(new JournalExportCommand(surroundings))
                .addSubcommand(new JournalVerifyCommand(surroundings))
                .addSubcommand(new JournalMoveCommand(surroundings))
                .addSubcommand(new JournalBackupCommand(surroundings))
                .addSubcommand(new JournalRestoreCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the journal: one of the commands below.");
    }
}
