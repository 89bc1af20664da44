package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.node.Node;
import java.io.PrintWriter;

/** A node that lives as long as this process: SIGTERM and SIGINT stop it in good order, SIGHUP has it reload. */
final class NodeProcess implements NodeRun {
    @Override
    public int run(ConfigurationStore store, String version, PrintWriter err) {
        return switch (Node.start(store, version)) {
            case Node.Start.Running(Node node) -> attend(node, err);
            case Node.Start.Refused(Problem problem) -> {
                err.println("leeward: cannot start: " + problem.sentence());
                yield problem.code() == FaultCode.MISCONFIGURED ? Exit.USAGE : Exit.FAILED;
            }
        };
    }

    /** Waits until the node ends by itself, which it never should; a signal ends the process from within the hook. */
    private static int attend(Node node, PrintWriter err) {
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
