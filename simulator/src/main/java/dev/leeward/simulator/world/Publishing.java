package dev.leeward.simulator.world;

import java.time.Duration;

/**
 * How long a provider takes from an accepted change until the last of its name servers answers anew: in nine of ten cases
 * up to twice what is usual, evenly spread, otherwise from there to the latest.
 *
 * @param usual the median, near enough
 * @param latest the longest
 */
public record Publishing(Duration usual, Duration latest) {
    private static final int SELDOM = 10;

    long nanos(Chance chance) {
        long most = latest.toNanos();
        long mostly = Math.min(most, 2 * usual.toNanos());
        return chance.oneIn(SELDOM) ? chance.between(mostly, most + 1) : chance.between(0, mostly + 1);
    }
}
