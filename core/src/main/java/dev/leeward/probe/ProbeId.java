package dev.leeward.probe;

/** Names one probe, unique in the whole configuration: {@code shop/us-east/http-1}, {@code reference/tcp-1}. */
public record ProbeId(String value) implements Comparable<ProbeId> {
    public ProbeId {
        if (value.isBlank()) throw new IllegalArgumentException("a probe needs a name");
    }

    @Override
    public int compareTo(ProbeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
