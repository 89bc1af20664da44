package dev.leeward.agent.health;

import dev.leeward.agent.health.HostLook.Seen;
import dev.leeward.config.host.HostCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything again and again, each check on a thread of its own. Thread-safe. */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Round> rounds = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** One check; guarded by the lock. */
    private static final class Round {
        private final HostCheck check;
        private final HostLook look;
        private Optional<Seen> seen = Optional.empty();
        private OptionalLong begun = OptionalLong.empty();
        private boolean hurry;

        private Round(HostCheck check, HostLook look) {
            this.check = check;
            this.look = look;
        }

        private CheckState state(long now) {
            var age = begun.isPresent()
                    ? Optional.of(Duration.ofNanos(now - begun.getAsLong()))
                    : Optional.<Duration>empty();
            // Two looks may be missed; after that nobody is looking any more.
            var most = check.interval().plus(check.timeout()).multipliedBy(3);
            return new CheckState(
                    check.id(),
                    seen,
                    age,
                    age.filter(a -> a.compareTo(most) <= 0).isPresent());
        }
    }

    /** Begins to look at {@code checks}, each by what {@code looks} gives for it. */
    public static Rounds start(List<HostCheck> checks, Function<HostCheck, HostLook> looks) {
        var rounds = new Rounds();
        for (var check : checks) rounds.begin(check, looks.apply(check));
        return rounds;
    }

    private void begin(HostCheck check, HostLook look) {
        var round = new Round(check, look);
        rounds.add(round);
        threads.add(Thread.ofPlatform().daemon().name("check-" + check.id()).start(() -> run(round)));
    }

    private void run(Round round) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long begun = System.nanoTime();
                over(round, begun, round.look.look(round.check.timeout()));
                pause(round);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void over(Round round, long begun, Seen seen) {
        lock.lock();
        try {
            boolean news =
                    round.seen.filter(before -> before.state() == seen.state()).isEmpty();
            if (news) LOG.info("{}: {}", round.check.id(), seen.sentence());
            round.seen = Optional.of(seen);
            round.begun = OptionalLong.of(begun);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(Round round) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = round.check.interval().toNanos();
            while (left > 0 && !round.hurry) left = changed.awaitNanos(left);
            round.hurry = false;
        } finally {
            lock.unlock();
        }
    }

    /** How everything is now. */
    public List<CheckState> states() {
        lock.lock();
        try {
            long now = System.nanoTime();
            return rounds.stream().map(round -> round.state(now)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Has {@code ids} looked at at once; how they are by looks that began after this call, or what is known at the end. */
    public List<CheckState> afresh(List<String> ids, Duration within) throws InterruptedException {
        long asked = System.nanoTime();
        long end = asked + within.toNanos();
        lock.lockInterruptibly();
        try {
            var wanted = rounds.stream()
                    .filter(round -> ids.contains(round.check.id()))
                    .toList();
            wanted.forEach(round -> round.hurry = true);
            changed.signalAll();
            long left = within.toNanos();
            while (left > 0 && wanted.stream().anyMatch(round -> isOlder(round, asked))) {
                wanted.stream().filter(round -> isOlder(round, asked)).forEach(round -> round.hurry = true);
                var _ = changed.await(left, TimeUnit.NANOSECONDS);
                left = end - System.nanoTime();
            }
            long now = System.nanoTime();
            return wanted.stream()
                    .map(round -> isOlder(round, asked)
                            ? new CheckState(
                                    round.check.id(),
                                    round.seen,
                                    round.state(now).age(),
                                    false)
                            : round.state(now))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOlder(Round round, long than) {
        return round.begun.isEmpty() || round.begun.getAsLong() - than < 0;
    }

    /** Looks no more. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            try {
                if (!thread.join(STOPPING)) LOG.warn("{} does not end", thread.getName());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
