package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.node.Node;
import dev.leeward.node.Observer;
import dev.leeward.node.Running;
import java.io.PrintWriter;

/** A node that lives as long as this process: SIGTERM and SIGINT stop it in good order, SIGHUP has it reload. */
final class NodeProcess {
    private NodeProcess() {}

    /** Runs a node that leads when it can. */
    static int serve(ConfigurationStore store, String version, PrintWriter err) {
        return switch (Node.start(store, version)) {
            case Node.Start.Running(Node node) -> attend(node, err);
            case Node.Start.Refused(Problem problem) -> refused(problem, err);
        };
    }

    /** Runs one that only observes. */
    static int observe(ConfigurationStore store, String version, PrintWriter err) {
        return switch (Observer.start(store, version)) {
            case Observer.Start.Watching(Observer observer) -> attend(observer, err);
            case Observer.Start.Refused(Problem problem) -> refused(problem, err);
        };
    }

    private static int refused(Problem problem, PrintWriter err) {
        err.println("leeward: cannot start: " + problem.sentence());
        return problem.code() == FaultCode.MISCONFIGURED ? Exit.USAGE : Exit.FAILED;
    }

    /** Waits until the node ends by itself, which it never should; a signal ends the process from within the hook. */
    private static int attend(Running node, PrintWriter err) {
        var hook = new Thread(node::close, "leeward-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        Hangup.then(node::reload);
        try {
            var why = node.awaitEnd();
            if (stopping(hook)) return Exit.FINE;
            err.println("leeward: the node ended: " + why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("leeward: the node was interrupted");
        }
        node.close();
        return Exit.FAILED;
    }

    /** Whether the process is ending already; if not, the hook is taken back. */
    private static boolean stopping(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }
}
