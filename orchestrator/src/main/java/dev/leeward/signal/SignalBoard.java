package dev.leeward.signal;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The newest signal about each thing, by source. In memory: after a restart it is empty, which speaks against nobody. Ages are
 * taken by the monotonic clock, so that nobody's wall clock makes a signal young again. Bounded for each source by itself, so
 * that none can push out what another one said. Thread-safe.
 */
public final class SignalBoard {
    private static final int MOST_OF_A_SOURCE = 1_000;

    /** What fires again after so long is news. */
    private static final Duration PAST = Duration.ofMinutes(5);

    /** The longest that a signal can count, see the configuration. */
    public static final Duration LONGEST_FRESH = Duration.ofHours(24);

    private final LongSupplier nanos;
    private final Map<String, Map<String, Entry>> sources = new HashMap<>();

    private record Entry(Signal signal, boolean signed, long saidAt) {}

    /** What a signal came to. */
    public enum Came {
        /** Nothing was wrong by what was known, and now something is. */
        BEGAN,
        /** It is known now. */
        NOTED,
        /** Something younger is known already. */
        OUTDATED
    }

    /** An empty one. {@code nanos}: a clock like {@link System#nanoTime()}. */
    public SignalBoard(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** An empty one by the clock of this process. */
    public SignalBoard() {
        this(System::nanoTime);
    }

    /**
     * Notes {@code signal}.
     *
     * @param signed whether it is certain who said it
     * @param age how old it was when it came; what was long on the way is no younger for it
     */
    public synchronized Came hear(Signal signal, boolean signed, Duration age) {
        var known = sources.computeIfAbsent(signal.source(), _ -> new LinkedHashMap<>());
        forgetOld(known);
        var before = known.get(signal.identity());
        if (before != null && isOlder(signal, before.signal())) return Came.OUTDATED;
        var bounded = age.isNegative() ? Duration.ZERO : shorter(age, LONGEST_FRESH);
        long saidAt = nanos.getAsLong() - bounded.toNanos();
        // To the end of the order, which is the order of being pushed out.
        known.remove(signal.identity());
        known.put(signal.identity(), new Entry(signal, signed, saidAt));
        if (known.size() > MOST_OF_A_SOURCE) {
            known.remove(known.keySet().iterator().next());
        }
        boolean fired = before != null
                && before.signal().state() == SignalState.FIRING
                && age(before).compareTo(PAST) <= 0;
        return signal.state() == SignalState.FIRING && !fired ? Came.BEGAN : Came.NOTED;
    }

    /** What is known by {@code source} with these labels, the newest first. */
    public synchronized List<Heard> of(String source, Map<String, String> match) {
        return sources.getOrDefault(source, Map.of()).values().stream()
                .filter(entry -> entry.signal().has(match))
                .map(entry -> new Heard(entry.signal(), entry.signed(), age(entry)))
                .sorted(Comparator.comparing(Heard::ago))
                .toList();
    }

    /** Only these sources exist from now on: what others said is forgotten. */
    public synchronized void retain(Set<String> names) {
        sources.keySet().retainAll(names);
    }

    /** A sender tells when things became so; a late delivery must not bring back what is over. */
    private static boolean isOlder(Signal next, Signal known) {
        return next.changedAt()
                .flatMap(at -> known.changedAt().filter(at::isBefore))
                .isPresent();
    }

    private void forgetOld(Map<String, Entry> known) {
        known.values().removeIf(entry -> age(entry).compareTo(LONGEST_FRESH) > 0);
    }

    private Duration age(Entry entry) {
        return Duration.ofNanos(Math.max(0, nanos.getAsLong() - entry.saidAt()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
