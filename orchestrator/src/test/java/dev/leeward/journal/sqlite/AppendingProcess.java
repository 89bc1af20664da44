package dev.leeward.journal.sqlite;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that appends batches until it is killed, and says each last sequence once it is durable. */
final class AppendingProcess {
    private static final int LARGEST_BATCH = 4;
    private static final int SNAPSHOT_EVERY = 50;

    private AppendingProcess() {}

    public static void main(String[] arguments) {
        switch (SqliteJournal.open(new JournalFile(Path.of(arguments[0]), "child", "1.0"))) {
            case SqliteOpening.Refused(Problem problem) -> throw new AssertionError(problem.toString());
            case SqliteOpening.Opened(SqliteJournal journal) -> {
                for (int batch = 0; ; batch++) append(journal, batch);
            }
        }
    }

    private static void append(SqliteJournal journal, int batch) {
        int size = 1 + batch % LARGEST_BATCH;
        var events = new ArrayList<Event>();
        for (int i = 1; i <= size; i++) events.add(new Event.NodeStarted(i + " of " + size, "1.0"));
        var appended = journal.append(journal.lastSequence(), Clock.systemUTC().instant(), List.copyOf(events));
        if (!(appended instanceof Appended.Done done)) throw new AssertionError(appended.toString());
        var last = done.entries().getLast();
        say("durable " + last.sequence() + " " + last.hash());
        if (batch % SNAPSHOT_EVERY == 0)
            journal.keep(new Snapshot(last.sequence(), last.hash(), Projection.EMPTY), 200);
    }

    // The standard output is what the test listens to.
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
