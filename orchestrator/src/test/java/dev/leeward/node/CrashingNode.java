package dev.leeward.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * A node that kills itself with SIGKILL, or freezes itself with SIGSTOP, right before or right after the n-th append since
 * its run began; without such an order it is a node like any other.
 *
 * <p>Arguments: the configuration, and optionally {@code before|after|frozen-before|frozen-after} and n.
 */
public final class CrashingNode {
    private CrashingNode() {}

    /** How to start one in a process of its own. */
    static List<String> command(Path configuration, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                CrashingNode.class.getName(),
                configuration.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs until it is stopped, or stops itself. */
    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        var opening = ConfigurationStore.open(Path.of(args[0]), Environment.of(System.getenv()));
        if (!(opening instanceof ConfigurationStore.Opening.Opened opened)) {
            throw new IllegalStateException(opening.toString());
        }
        var when = args.length > 1 ? args[1] : "never";
        int at = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
        var start = Node.start(opened.store(), "test", journal -> new Crashing(journal, when, at));
        switch (start) {
            case Node.Start.Running running -> System.out.println(running.node().awaitEnd());
            case Node.Start.Refused refused ->
                throw new IllegalStateException(refused.problem().toString());
        }
    }

    /** Counts appends from the one on that starts a run. */
    private static final class Crashing implements Journal {
        private final Journal journal;
        private final boolean before;
        private final boolean frozen;
        private final int at;
        private int appends;

        Crashing(Journal journal, String when, int at) {
            this.journal = journal;
            this.before = when.endsWith("before");
            this.frozen = when.startsWith("frozen");
            this.at = at;
        }

        @Override
        public Appended append(long expectedSequence, Instant now, List<Event> events) {
            boolean starts = events.stream().anyMatch(e -> e instanceof Event.RunStarted);
            if (appends > 0 || starts) appends++;
            if (before && appends == at) die();
            var appended = journal.append(expectedSequence, now, events);
            if (!before && appends == at) die();
            return appended;
        }

        /** SIGKILL: no shutdown hook, no finally, no flush. SIGSTOP: everything stands still until somebody sends SIGCONT. */
        private void die() {
            try {
                new ProcessBuilder(
                                "kill",
                                frozen ? "-STOP" : "-KILL",
                                Long.toString(ProcessHandle.current().pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
                Thread.sleep(frozen ? 0 : 10_000);
            } catch (InterruptedException _) {
                // The lease ran out while everything stood still.
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new IllegalStateException("could not kill itself", e);
            }
        }

        @Override
        public long lastSequence() {
            return journal.lastSequence();
        }

        @Override
        public List<Entry> read(long sequence, int limit) {
            return journal.read(sequence, limit);
        }

        @Override
        public Optional<Snapshot> snapshot() {
            return journal.snapshot();
        }

        @Override
        public void keep(Snapshot snapshot, long keep) {
            journal.keep(snapshot, keep);
        }

        @Override
        public Optional<Problem> verify() {
            return journal.verify();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
