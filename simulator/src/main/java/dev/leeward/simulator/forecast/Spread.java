package dev.leeward.simulator.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a figure spreads over the seeds.
 *
 * @param count seeds that have it
 * @param median by nearest rank
 * @param p95 the same for 95 of 100
 */
public record Spread(int count, Duration median, Duration p95, Duration worst) {
    /** The spread of {@code values}; empty when there are none. */
    static Optional<Spread> of(List<Duration> values) {
        if (values.isEmpty()) return Optional.empty();
        var sorted = values.stream().sorted().toList();
        return Optional.of(new Spread(sorted.size(), rank(sorted, 50), rank(sorted, 95), sorted.getLast()));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(1, rank) - 1);
    }
}
