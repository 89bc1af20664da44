package dev.leeward.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When an answer came, and the longest that it can have been on the way.
 *
 * <p>No clock is compared with another. Of the round trip the peer says how long it held the answer back; the whole rest is
 * taken for the way here, as if the question had come at once (Cristian, <em>Probabilistic clock synchronization</em>,
 * Distributed Computing 3, 1989, bounds what a remote clock shows in the same way). So a look is judged older than it is, by
 * as much as the question took, and never younger. Lengths that the peer measured are stretched by a hundredth, more than
 * clocks drift.
 *
 * @param at by this node's clock
 * @param way from the writing of the answer to here, at most
 */
record Arrival(Instant at, Duration way) {
    private static final int DRIFT = 100;

    /** An answer that was longer on the way says too little about the order of what was seen. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(2);

    /** Of an answer that is complete at {@code at}, {@code roundTrip} after it was asked for. */
    static Arrival of(Instant at, Duration roundTrip, long heldMicros) {
        var held = Duration.of(heldMicros, ChronoUnit.MICROS);
        var rest = roundTrip.minus(held).plus(held.dividedBy(DRIFT));
        // Who claims to have held it for longer than it took altogether, by more than clocks drift, is not believed at
        // all.
        boolean possible = !rest.isNegative();
        return new Arrival(at, possible && rest.compareTo(roundTrip) < 0 ? rest : roundTrip);
    }

    boolean isTooSlow() {
        return way.compareTo(LONGEST_WAY) > 0;
    }

    /** How old {@code look} is at most. */
    Duration age(ToldLook look) {
        return look.age().plus(look.age().dividedBy(DRIFT)).plus(way);
    }

    Instant startOf(ToldLook look) {
        return at.minus(age(look));
    }
}
