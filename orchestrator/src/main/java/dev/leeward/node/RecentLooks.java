package dev.leeward.node;

import dev.leeward.probe.Observation;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where looks go, this node's and its peers': to the control loop while there is one, and otherwise the newest of each probe
 * and vantage point are kept. A node that
 * comes to lead starts from them: it has been watching all the time, and a region that failed together with the leader
 * before shall not be judged from nothing. Thread-safe.
 */
final class RecentLooks {
    /** More than the counters and streaks of the defaults need. */
    private static final int EACH = 20;

    private static final int MOST_SERIES = 20_000;

    private record Series(VantagePoint from, ProbeId probe) {}

    private final Map<Series, Deque<Observation>> looks = new HashMap<>();
    private Optional<Consumer<Observation>> loop = Optional.empty();

    synchronized void observed(Observation seen) {
        if (loop.isPresent()) loop.get().accept(seen);
        else keep(seen);
    }

    private void keep(Observation seen) {
        var series = new Series(seen.from(), seen.probe());
        if (looks.size() >= MOST_SERIES && !looks.containsKey(series)) return;
        var recent = looks.computeIfAbsent(series, _ -> new ArrayDeque<>());
        recent.add(seen);
        if (recent.size() > EACH) recent.removeFirst();
    }

    /** Hands what comes from now on to {@code receiver}, which must not wait, and returns what was kept, oldest first. */
    synchronized List<Observation> leadTo(Consumer<Observation> receiver) {
        loop = Optional.of(receiver);
        var kept = kept();
        looks.clear();
        return kept;
    }

    /** What is kept, oldest first. */
    synchronized List<Observation> kept() {
        var kept = new ArrayList<Observation>();
        looks.values().forEach(kept::addAll);
        kept.sort(Comparator.comparing(Observation::startedAt));
        return kept;
    }

    /** Keeps what comes from now on. */
    synchronized void keepAgain() {
        loop = Optional.empty();
    }
}
