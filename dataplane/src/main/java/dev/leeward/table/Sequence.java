package dev.leeward.table;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The position of a record in the changes of its key. Numbers grow within a stream and from a parent shard to its children;
 * a stream that was switched off and on has a later label.
 *
 * @param stream the label of the stream: when it was enabled, as ISO 8601
 * @param number the sequence number; up to 40 digits
 */
public record Sequence(String stream, BigInteger number) implements Comparable<Sequence> {
    private static final Comparator<Sequence> ORDER =
            Comparator.comparing(Sequence::stream).thenComparing(Sequence::number);

    @Override
    public int compareTo(Sequence other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return stream + "#" + number;
    }
}
