package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Applied.Sight;
import dev.leeward.table.Aside;
import dev.leeward.table.Written;
import dev.leeward.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way of changes from one region into another. What has to wait until the target's own writes are stamped is parked and
 * woken, so that it holds up nothing else. How much can be under way is bounded by the window of the reader that offers it.
 */
final class Link implements Way, Passage.Listener {
    private static final Duration FIRST_REST = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 7;

    private final RegionName to;
    private final Applier applier;
    private final Passage passage;
    private final Aside aside;
    private final InstantSource steady;
    private final Watch watch;
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Map<Delivery, Sight> parked = new LinkedHashMap<>();
    private int failures;
    private Instant restsUntil = Instant.MIN;
    private volatile Runnable wake = () -> {};

    Link(RegionName to, Applier applier, Passage passage, Aside aside, InstantSource steady, Watch watch) {
        this.to = to;
        this.aside = aside;
        this.watch = watch;
        this.applier = applier;
        this.passage = passage;
        this.steady = steady;
        passage.listen(this);
    }

    /** Where it leads. */
    RegionName to() {
        return to;
    }

    /** A way into a region. */
    static Link to(Place target, InstantSource clock, InstantSource steady, Watch watch) {
        Optional<Version> oldRows = target.terms().takesWrites() ? Optional.of(target.oldRows()) : Optional.empty();
        var applier = new Applier(
                target.replica(),
                target.table(),
                target.sidecar(),
                target.passage(),
                steady,
                clock,
                target.terms(),
                oldRows,
                watch);
        return new Link(target.replica().region(), applier, target.passage(), target.aside(), steady, watch);
    }

    /** Takes a change on; {@code settled} is run once the target holds it or something later. */
    synchronized void offer(Change change, Runnable settled) {
        ready.addLast(new Delivery(change, Optional.empty(), settled));
        wake.run();
    }

    @Override
    public void onWork(Runnable woken) {
        wake = woken;
    }

    /** Applies one change, if there is one and the target is not left alone after a failure. Several threads may. */
    @Override
    public boolean take() {
        Optional<Delivery> next = next();
        next.ifPresent(delivery -> finish(delivery, applier.apply(delivery.change, delivery.sight)));
        return next.isPresent();
    }

    /** No longer waits for anything. */
    void close() {
        passage.forget(this);
    }

    @Override
    public synchronized void woken(Optional<ItemKey> key) {
        Iterator<Map.Entry<Delivery, Sight>> each = parked.entrySet().iterator();
        while (each.hasNext()) {
            var waiting = each.next();
            boolean isMeant = key.map(waiting.getKey().change.key()::equals)
                    .orElseGet(() -> passage.isPast(waiting.getValue().at()));
            if (!isMeant) continue;
            each.remove();
            ready.addLast(waiting.getKey().seeing(waiting.getValue()));
            wake.run();
        }
    }

    private synchronized Optional<Delivery> next() {
        if (steady.instant().isBefore(restsUntil)) return Optional.empty();
        Optional<Delivery> next = Optional.ofNullable(ready.pollFirst());
        // Whoever was woken for it may have been busy then.
        if (!ready.isEmpty()) wake.run();
        return next;
    }

    private void finish(Delivery delivery, Applied applied) {
        switch (applied) {
            case Applied.Settled _ -> {
                rest(0);
                aside.settled(delivery.change.key(), delivery.change.version());
                delivery.settled.run();
            }
            case Applied.Wait(Sight sight) -> park(delivery, sight);
            case Applied.TooLarge(Problem problem) -> setAside(delivery, problem);
            case Applied.Stuck(Problem problem) -> {
                watch.stuck(to, delivery.change.key(), problem, false);
                retry(delivery);
            }
        }
    }

    /** So that nothing else waits for what will never come; once that is remembered, and not before. */
    private void setAside(Delivery delivery, Problem problem) {
        Change change = delivery.change;
        Written written = aside.set(change.key(), change.version(), problem.sentence());
        watch.stuck(to, change.key(), problem, written instanceof Written.Done);
        if (written instanceof Written.Done) {
            rest(0);
            delivery.settled.run();
        } else {
            retry(delivery);
        }
    }

    private synchronized void park(Delivery delivery, Sight sight) {
        rest(0);
        // The passage may have gone on since the applier asked; nobody would wake it then.
        if (passage.isPast(sight.at())) ready.addLast(delivery.seeing(sight));
        else parked.put(delivery, sight);
    }

    private synchronized void retry(Delivery delivery) {
        ready.addLast(delivery);
        rest(failures + 1);
    }

    private synchronized void rest(int failed) {
        failures = failed;
        if (failed == 0) return;
        restsUntil = steady.instant().plus(FIRST_REST.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS)));
    }

    /** A change on this link. Two of them are never the same, whatever is in them. */
    private static final class Delivery {
        private final Change change;
        private final Optional<Sight> sight;
        private final Runnable settled;

        private Delivery(Change change, Optional<Sight> sight, Runnable settled) {
            this.change = change;
            this.sight = sight;
            this.settled = settled;
        }

        private Delivery seeing(Sight seen) {
            return new Delivery(change, Optional.of(seen), settled);
        }
    }
}
