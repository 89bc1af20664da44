package dev.leeward.cli;

import dev.leeward.demo.DemoCommand;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
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
        description = "Keeps an application reachable when the region it runs in dies.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Fine.",
            "1:The answer is no: refused, unhealthy, unsafe.",
            "2:Wrong usage or configuration.",
            "3:Could not reach, or could not do."
        },
        footer = {
            "",
            "At three in the morning:",
            "  leeward status            what is going on",
            "  leeward why SERVICE       why, and what would change it",
            "  leeward failover SERVICE  shows the plan and asks before it does anything"
        })
public final class Leeward implements Runnable {

    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    private Leeward() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments what the person typed after {@code leeward}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine(Surroundings.ofThisProcess(), Wiring.real()).execute(arguments));
    }

    /** Returns the command with all its subcommands, ready to be executed in {@code surroundings}. */
    static CommandLine commandLine(Surroundings surroundings, Wiring wiring) {
        var command = new CommandLine(new Leeward())
                .addSubcommand(new CheckCommand(surroundings, wiring.preflight()))
                .addSubcommand(new ResolveCommand(surroundings))
                .addSubcommand(new SimulateCommand(surroundings))
                .addSubcommand(new ServeCommand(surroundings, wiring.node()))
                .addSubcommand(new ObserveCommand(surroundings, wiring.observer()))
                .addSubcommand(new AgentCommand(surroundings))
                .addSubcommand(new ReplicateCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new WhyCommand(surroundings))
                .addSubcommand(new EnvCommand(surroundings))
                .addSubcommand(new MoveCommand.Failover(surroundings))
                .addSubcommand(new MoveCommand.Switchover(surroundings))
                .addSubcommand(new MoveCommand.Failback(surroundings))
                .addSubcommand(new ApproveCommand(surroundings))
                .addSubcommand(new ProceedCommand(surroundings))
                .addSubcommand(new ReleaseCommand(surroundings))
                .addSubcommand(new PauseCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new ReloadCommand(surroundings))
                .addSubcommand(new ProbeCommand(surroundings))
                .addSubcommand(new NotifyCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(TablesCommand.in(surroundings))
                .addSubcommand(ClusterCommand.in(surroundings))
                .addSubcommand(JournalCommand.in(surroundings))
                .addSubcommand(new DemoCommand(surroundings.terminal(), surroundings.colours(), surroundings.answers()))
                .addSubcommand(new CommandLine(new GenerateCompletion()).setCommandName("completion"));
        giveVersion(command);
        return command.setExecutionExceptionHandler(Leeward::bug)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH);
    }

    /** All commands answer {@code --version} alike. */
    private static void giveVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Leeward::giveVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }

    /** Commands turn what the world does into exit codes; what gets here is a mistake of ours. */
    private static int bug(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("leeward: internal error, please report it with the lines below");
        e.printStackTrace(err);
        err.flush();
        return Exit.FAILED;
    }
}
