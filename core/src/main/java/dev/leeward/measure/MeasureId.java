package dev.leeward.measure;

/** Names one measure within its service: {@code fence-tables}, {@code clear-cache}. */
public record MeasureId(String value) implements Comparable<MeasureId> {
    public MeasureId {
        if (value.isBlank()) throw new IllegalArgumentException("a measure needs a name");
    }

    @Override
    public int compareTo(MeasureId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
