package dev.leeward.measure;

import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.steering.Epoch;
import java.util.Comparator;

/**
 * Which of two orders for one measure in one region is the later one: that of the later run, and within a run the one that
 * takes back, since no run takes again what it has taken back. Who carries measures out remembers the highest rank that it has
 * seen, also of what was taken back, so that an order that was held up on its way changes nothing (S2, S31).
 */
public record Rank(Epoch epoch, Way way) implements Comparable<Rank> {
    /** Before the first order. */
    public static final Rank NONE = new Rank(Epoch.NONE, Way.TAKE);

    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::epoch).thenComparing(Rank::way);

    /** Whether an order of this rank has come too late where {@code seen} has been. */
    public boolean isBehind(Rank seen) {
        return compareTo(seen) < 0;
    }

    /** The same as one number, which is higher for the later order: what programs compare. */
    public long number() {
        return 2 * epoch.value() + (way == Way.TAKE ? 0 : 1);
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "epoch " + epoch + (way == Way.TAKE_BACK ? ", on its way back" : "");
    }
}
