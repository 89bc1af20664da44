package dev.leeward.verification;

import java.time.Duration;

/**
 * How much a comparison may cost.
 *
 * @param segments into how many parts each region is read side by side
 * @param rate read units per second and region
 * @param grace how long a difference has to stand still to count as one: longer than changes take to arrive
 * @param looks how often a difference that does not stand still is looked at, at most
 * @param tries how often a read is tried in a row
 * @param suspects how many differences are looked at again, at most
 * @param batch how many of them are held in memory
 * @param listed how many differences are named, at most; all are counted
 * @param loaded how many keys of one range are held in memory
 */
public record Effort(
        int segments,
        double rate,
        Duration grace,
        int looks,
        int tries,
        long suspects,
        int batch,
        int listed,
        int loaded) {
    public Effort {
        if (segments < 1 || rate <= 0 || looks < 2 || tries < 1 || suspects < 1 || batch < 1 || listed < 0) {
            throw new IllegalArgumentException("an effort without any effort");
        }
        if (grace.isNegative()) throw new IllegalArgumentException("negative time");
        if (loaded < 1) throw new IllegalArgumentException("one key at least has to fit into memory");
    }

    /** What does for most tables. */
    public static Effort usual() {
        return new Effort(4, 1000, Duration.ofSeconds(10), 5, 8, 100_000, 10_000, 1000, 50_000);
    }

    /** The same with so many read units per second and region. */
    public Effort withRate(double units) {
        return new Effort(segments, units, grace, looks, tries, suspects, batch, listed, loaded);
    }

    /** The same with so many segments. */
    public Effort withSegments(int number) {
        return new Effort(number, rate, grace, looks, tries, suspects, batch, listed, loaded);
    }

    /** The same with another grace. */
    public Effort withGrace(Duration length) {
        return new Effort(segments, rate, length, looks, tries, suspects, batch, listed, loaded);
    }

    /** The same with so many differences named. */
    public Effort withListed(int most) {
        return new Effort(segments, rate, grace, looks, tries, suspects, batch, most, loaded);
    }
}
