package dev.leeward.steering;

/** Names one thing that is steered: {@code linode-dns:www.example.com}, {@code rfc2136:www.example.net}. */
public record TargetId(String value) implements Comparable<TargetId> {
    public TargetId {
        if (value.isBlank()) throw new IllegalArgumentException("a target needs a name");
    }

    @Override
    public int compareTo(TargetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
