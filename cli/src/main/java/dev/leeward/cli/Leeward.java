package dev.leeward.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code leeward} command.
 *
 * <p>Exit codes, the same for every subcommand: 0 fine, 1 the answer is no (unhealthy, unsafe, drift), 2 wrong usage or
 * configuration, 3 could not reach or could not do.
 */
@Command(
        name = "leeward",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keeps an application reachable when the region it runs in dies.")
public final class Leeward implements Runnable {

    @Spec
    private CommandSpec spec;

    private Leeward() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments what the person typed after {@code leeward}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the command with all its subcommands, ready to be executed. */
    static CommandLine commandLine() {
        return new CommandLine(new Leeward());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }
}
