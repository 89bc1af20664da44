package dev.leeward.probe.command;

import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Looks by running programs ({@link Check.Command}), without a shell, each watched by a virtual thread of its own.
 *
 * <p>Exit code 0 is healthy, 75 (EX_TEMPFAIL of sysexits.h) inconclusive, all else failing. A program that cannot be
 * started is inconclusive: that is this machine's lack and says nothing about the target.
 */
public final class CommandProber implements Prober {

    /** Each is a process, and often an interpreter: more at once would make the machine itself the reason for failures. */
    public static final int MOST_AT_ONCE = 32;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Set<Thread> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Command command)) {
            throw new IllegalArgumentException("not a command: " + probe.check().summary());
        }
        if (!places.tryAcquire()) {
            sink.accept(notNow("too many commands at once"));
            return;
        }
        Thread watcher = Thread.ofVirtual()
                .name("leeward-command-" + probe.id())
                .unstarted(() -> watch(new CommandRun(command.argv(), probe.timeout()), sink));
        watchers.add(watcher);
        watcher.start();
        // After the add: either close() sees this watcher, or this sees that it is closed.
        if (closed) watcher.interrupt();
    }

    private void watch(CommandRun run, Consumer<Sighting> sink) {
        Sighting seen;
        try {
            seen = closed ? shut() : run.look();
            if (closed) seen = shut();
        } finally {
            watchers.remove(Thread.currentThread());
            places.release();
        }
        sink.accept(seen);
    }

    /** Kills all programs in flight. */
    @Override
    public void close() {
        closed = true;
        watchers.forEach(Thread::interrupt);
    }

    /** A program that was about to end may have done so before it was killed: the same is said of all. */
    private static Sighting shut() {
        return notNow("the prober is closed");
    }

    private static Sighting notNow(String why) {
        return new Sighting.Inconclusive(why, PhaseTimings.ofTotal(Duration.ZERO));
    }
}
