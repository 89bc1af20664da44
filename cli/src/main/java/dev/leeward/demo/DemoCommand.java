package dev.leeward.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leeward demo}. */
@Command(
        name = "demo",
        header = "Watch a failover and a failback on this machine, with nothing to install.",
        description = {
            "",
            "Two small shops, a name server and an emulated Linode API on loopback addresses, and the real orchestrator on a"
                    + " configuration as you would write it. On a terminal you break a region and bring it back, and watch."
                    + " Everything is stopped and removed at the end.",
            "",
            "Exit code 0: everything that --script claims was seen to be right.",
            "Exit code 1: something was wrong, and is named.",
            "Exit code 3: this machine does not let it run.",
            ""
        },
        footer = {"", "Examples:", "  leeward demo", "  leeward demo --script"},
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int FINE = 0;
    private static final int WRONG = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;

    private final boolean terminal;
    private final boolean colours;
    private final BufferedReader answers;
    private final Consumer<DemoWorld> twist;

    @Spec
    private CommandSpec spec;

    @Option(names = "--script", description = "Play the whole story unattended, and check every step of it.")
    private boolean script;

    @Option(names = "--keep", description = "Keep the folder with the configuration, the journal and the node's log.")
    private boolean keep;

    /**
     * The command.
     *
     * @param terminal whether a person sits there
     * @param colours whether output may have colours
     * @param answers what that person types
     */
    public DemoCommand(boolean terminal, boolean colours, BufferedReader answers) {
        this(terminal, colours, answers, world -> {});
    }

    /** @param twist what is different about the world, before the node looks at it */
    DemoCommand(boolean terminal, boolean colours, BufferedReader answers, Consumer<DemoWorld> twist) {
        this.terminal = terminal;
        this.colours = colours;
        this.answers = answers;
        this.twist = twist;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        if (!script && !terminal) {
            err.println("leeward: demo needs a terminal to show the regions and to take your commands;"
                    + " `leeward demo --script` plays the story without one.");
            return USAGE;
        }
        try (var folder = DemoFolder.create(keep);
                var _ = DemoLog.to(folder.log());
                var stage = Stage.open(folder, version(), twist)) {
            return untilInterrupted(folder, stage, out);
        } catch (IOException e) {
            err.println("leeward: the demonstration could not be set up or removed: " + e.getMessage());
            return FAILED;
        }
    }

    /** Ctrl-C ends the process: what runs is stopped and the folder removed on the way. */
    private int untilInterrupted(DemoFolder folder, Stage stage, PrintWriter out) throws IOException {
        var cleaner = new Thread(() -> cleanUp(folder, stage, out), "demo-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        int code = perform(stage, out);
        stage.close();
        if (folder.kept()) out.println("Kept: " + folder.path());
        if (!isShuttingDown(cleaner)) return code;
        return WRONG;
    }

    private int perform(Stage stage, PrintWriter out) throws IOException {
        if (script) return new Story(stage, new Narrator(out, colours)).play() ? FINE : WRONG;
        new LiveDemo(stage, answers, out, colours).run();
        return FINE;
    }

    private static boolean isShuttingDown(Thread cleaner) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }

    private void cleanUp(DemoFolder folder, Stage stage, PrintWriter out) {
        stage.close();
        if (!script) LiveDemo.leave(out);
        try {
            folder.close();
        } catch (IOException e) {
            System.err.println("leeward: " + folder.path() + " could not be removed: " + e.getMessage());
        }
    }

    private static String version() {
        return Objects.requireNonNullElse(DemoCommand.class.getPackage().getImplementationVersion(), "demo");
    }
}
