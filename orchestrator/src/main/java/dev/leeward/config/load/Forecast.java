package dev.leeward.config.load;

import dev.leeward.region.ServiceName;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.List;

/**
 * How long a failover of one service will take, computed from its configuration. From the fault until the last client
 * that respects TTLs arrives at the other region.
 *
 * @param detection from the fault to the verdict Unhealthy
 * @param decision from the verdict to the first call
 * @param recheck the last look at the region that takes over
 * @param besides what a failover does before it steers, one after the other
 * @param targets how long each target takes; they are moved side by side
 * @param failovers who decides, as a word: {@code automatic}, {@code approval}, ...
 */
public record Forecast(
        ServiceName service,
        Range detection,
        Range decision,
        Range recheck,
        Range besides,
        List<TargetForecast> targets,
        String failovers) {
    public Forecast {
        targets = List.copyOf(targets);
    }

    /**
     * What to expect.
     *
     * @param typical a server that refuses or answers wrongly, a fault in the middle between two looks, a provider as usual
     * @param worst a server that stalls, a fault right after a look, a provider at the end of its usual range
     */
    public record Range(Duration typical, Duration worst) {
        /** One after the other. */
        public Range plus(Range other) {
            return new Range(typical.plus(other.typical), worst.plus(other.worst));
        }
    }

    /**
     * One target.
     *
     * @param publishing from the call until every authoritative server answers anew
     * @param caching how long resolvers may answer as before after that: the everyday TTL, which no failover can shorten
     * @param nextMove the same for a move soon after: the failover TTL
     */
    public record TargetForecast(TargetId target, Range publishing, Range caching, Duration nextMove) {}

    /** From the fault until the authoritative answer of {@code target} has changed. */
    public Range untilAnswered(TargetForecast target) {
        return detection.plus(decision).plus(recheck).plus(besides).plus(target.publishing());
    }

    /** From the fault until clients of {@code target} arrive: the recovery time. */
    public Range recoveryTime(TargetForecast target) {
        return untilAnswered(target).plus(target.caching());
    }

    /** The recovery time of the slowest target. */
    public Range recoveryTime() {
        return targets.stream()
                .map(this::recoveryTime)
                .reduce((a, b) -> new Range(longer(a.typical, b.typical), longer(a.worst, b.worst)))
                .orElse(detection.plus(decision).plus(recheck).plus(besides));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** A few lines for people. */
    public String text() {
        return ForecastText.of(this);
    }
}
