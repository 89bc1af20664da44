package dev.leeward.health;

import java.time.Duration;

/**
 * How sightings become verdicts.
 *
 * @param interval from look to look
 * @param timeout deadline of one look
 * @param burst from look to look while the last one failed
 * @param failures a probe is unhealthy when its leaky counter reaches this; a failure adds 1, a time-out
 *     {@code timeoutWeight}
 * @param timeoutWeight what a time-out adds, above 0 and at most 1: a refusal is a definite answer, a time-out may be a
 *     hiccup
 * @param resetAfter so many OKs in a row empty the counter; fewer leave it as it is, so flapping adds up
 * @param recoveries so many OKs in a row make an unhealthy probe healthy again
 * @param quorum how many vantage points must agree
 * @param freshFor evidence older than this makes a verdict Unknown
 */
public record HealthPolicy(
        Duration interval,
        Duration timeout,
        Duration burst,
        int failures,
        double timeoutWeight,
        int resetAfter,
        int recoveries,
        int quorum,
        Duration freshFor) {
    public HealthPolicy {
        if (failures < 1 || recoveries < 1 || resetAfter < 1 || quorum < 1) {
            throw new IllegalArgumentException("counts start at 1");
        }
        if (!(timeoutWeight > 0 && timeoutWeight <= 1)) {
            throw new IllegalArgumentException("timeout weight must be above 0 and at most 1: " + timeoutWeight);
        }
    }

    /** The defaults of the design: 5 s, 2 s, bursts of 1 s, 3 failures, 10 OKs to recover. */
    public static HealthPolicy defaults() {
        return new HealthPolicy(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                3,
                1.0,
                5,
                10,
                1,
                Duration.ofSeconds(20));
    }

    /** The same, with {@code needed} vantage points that must agree. */
    public HealthPolicy withQuorum(int needed) {
        return new HealthPolicy(
                interval, timeout, burst, failures, timeoutWeight, resetAfter, recoveries, needed, freshFor);
    }

    /**
     * The longest it can take from a fault to the verdict Unhealthy when every look times out: the fault begins right
     * after a look; the burst begins once the first time-out is known; the last look has to time out too.
     */
    public Duration worstDetection() {
        long looks = (long) Math.ceil(failures / timeoutWeight - 1e-9);
        if (looks == 1) return interval.plus(timeout);
        var known = timeout.compareTo(burst) > 0 ? timeout : burst;
        var second = known.compareTo(interval) < 0 ? known : interval;
        return interval.plus(second).plus(burst.multipliedBy(looks - 2)).plus(timeout);
    }
}
