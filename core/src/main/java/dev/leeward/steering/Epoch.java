package dev.leeward.steering;

/**
 * Orders the runs of one service: a run of a later epoch supersedes every earlier one. Carried to the target, so that a
 * late call of a superseded run changes nothing (invariant S2).
 */
public record Epoch(long value) implements Comparable<Epoch> {
    /** Before the first run. */
    public static final Epoch NONE = new Epoch(0);

    public Epoch {
        if (value < 0) throw new IllegalArgumentException("epochs start at 0");
    }

    /** The epoch of the next run. */
    public Epoch next() {
        return new Epoch(value + 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
