package dev.leeward.replication.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count has grown over the last minute. */
final class WriteRate {
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Deque<Count> counts = new ArrayDeque<>();

    private record Count(Instant at, long writes) {}

    /** The count is so high now; how much it grew in a second. One that is lower than before has begun anew. */
    double at(Instant now, long writes) {
        if (!counts.isEmpty() && counts.getLast().writes > writes) counts.clear();
        counts.addLast(new Count(now, writes));
        while (counts.size() > 2 && counts.getFirst().at.plus(SPAN).isBefore(now)) counts.removeFirst();
        Count first = counts.getFirst();
        double seconds = Duration.between(first.at, now).toNanos() / 1e9;
        return seconds <= 0 ? 0 : (writes - first.writes) / seconds;
    }
}
