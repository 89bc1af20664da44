package dev.leeward.testkit;

import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A target in memory, shared by any number of {@link FakeActuator}s as a real one is by processes. It outlives them, so a
 * test of a crash keeps the target and makes a new actuator. Faults are programmed here. Takes no time and starts no
 * thread: fit for virtual time.
 */
public final class FakeTarget {
    private final TargetId id;
    private final Duration steady;
    private final Duration moving;
    private final int witnesses;
    private final List<SortedMap<RecordType, SortedSet<String>>> states = new ArrayList<>();
    private final Deque<ActuatorFault> onceEach = new ArrayDeque<>();
    private @Nullable ActuatorFault standing;
    private int slowLooks;
    private Reading.Found now;
    private Reading.Found seenByLateWitness;

    /** A target with TTLs of 300 s and 30 s and two witnesses, where {@code first} stands. */
    public FakeTarget(TargetId id, Endpoints first) {
        this(id, first, Duration.ofSeconds(300), Duration.ofSeconds(30), 2);
    }

    /** A target with at least one witness, where {@code first} stands with the {@code steady} TTL and no epoch. */
    public FakeTarget(TargetId id, Endpoints first, Duration steady, Duration moving, int witnesses) {
        if (witnesses < 1) throw new IllegalArgumentException("somebody has to answer");
        this.id = id;
        this.steady = steady;
        this.moving = moving;
        this.witnesses = witnesses;
        this.now = new Reading.Found(first.byType(), Optional.of(steady), Epoch.NONE);
        this.seenByLateWitness = now;
        states.add(now.values());
    }

    /** What it is called. */
    public TargetId id() {
        return id;
    }

    /** The TTL that {@code choice} stands for. */
    public Duration ttl(TtlChoice choice) {
        return switch (choice) {
            case STEADY -> steady;
            case MOVING -> moving;
        };
    }

    /** What stands here now. */
    public synchronized Reading.Found standing() {
        return now;
    }

    /** Every set of values that ever stood here, oldest first. */
    public synchronized List<SortedMap<RecordType, SortedSet<String>>> states() {
        return List.copyOf(states);
    }

    /** Somebody else's change: the epoch stays. */
    public synchronized void edit(SortedMap<RecordType, SortedSet<String>> values) {
        stand(new Reading.Found(values, now.ttl(), now.epoch()));
    }

    /** The next write that has no earlier fault of this kind meets {@code fault}; later writes work. */
    public synchronized void failNextWrite(ActuatorFault fault) {
        onceEach.add(fault);
    }

    /** Everything meets {@code fault} until {@link #heal}. */
    public synchronized void fail(ActuatorFault fault) {
        standing = fault;
    }

    /** One witness still shows the old state in the next {@code looks} verifications. */
    public synchronized void beSlow(int looks) {
        slowLooks = looks;
    }

    /** Ends every fault. */
    public synchronized void heal() {
        standing = null;
        slowLooks = 0;
        onceEach.clear();
        seenByLateWitness = now;
    }

    int witnesses() {
        return witnesses;
    }

    /** The fault that a call meets which only looks. */
    synchronized @Nullable ActuatorFault faultOfLook() {
        return standing;
    }

    /** The fault that a write meets; a programmed one is used up. */
    synchronized @Nullable ActuatorFault faultOfWrite() {
        return onceEach.isEmpty() ? standing : onceEach.poll();
    }

    /** What the slowest witness answers. */
    synchronized Reading.Found seenByLateWitness() {
        if (standing != ActuatorFault.LATE_WITNESS && slowLooks == 0) seenByLateWitness = now;
        if (slowLooks > 0) slowLooks--;
        return seenByLateWitness;
    }

    /**
     * Puts {@code next} in the place of {@code expected}, one type after the other as a provider without transactions
     * would; false and no change when something else stands here. The epoch is written with the first step.
     *
     * @param steps after how many types to stop
     */
    synchronized boolean replace(Reading.Found expected, Reading.Found next, int steps) {
        if (!now.equals(expected)) return false;
        boolean alias =
                next.values().containsKey(RecordType.CNAME) || now.values().containsKey(RecordType.CNAME);
        if (alias) {
            stand(next);
            return true;
        }
        var types = new TreeSet<>(now.values().keySet());
        types.addAll(next.values().keySet());
        // What comes before what goes: else a name whose types all change would be empty on the way.
        var order = new ArrayList<>(types);
        order.sort((a, b) ->
                Boolean.compare(!next.values().containsKey(a), !next.values().containsKey(b)));
        for (RecordType type : order.subList(0, Math.min(steps, order.size()))) {
            var values = new TreeMap<>(now.values());
            SortedSet<String> wanted = next.values().get(type);
            if (wanted == null) values.remove(type);
            else values.put(type, wanted);
            stand(new Reading.Found(values, next.ttl(), next.epoch()));
        }
        return true;
    }

    private void stand(Reading.Found next) {
        now = next;
        states.add(next.values());
    }
}
