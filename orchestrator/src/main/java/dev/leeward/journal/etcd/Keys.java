package dev.leeward.journal.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the keys are called. A number in a key has 19 digits, so that keys sort as numbers do. */
record Keys(String prefix) {
    /** The leader's name and version; lives as long as its lease. Its create revision is the number of the term. */
    ByteSequence leader() {
        return bytes(prefix + "/leader");
    }

    /** What the node {@code name} says of itself; lives as long as it gives signs of life. */
    ByteSequence node(String name) {
        return bytes(prefix + "/node/" + name);
    }

    /** Before what every node says. */
    ByteSequence firstNode() {
        return bytes(prefix + "/node/");
    }

    /** Behind what every node says. */
    ByteSequence afterNodes() {
        return bytes(prefix + "/node0");
    }

    /** Where the chain ends: sequence, hash, time. */
    ByteSequence head() {
        return bytes(prefix + "/head");
    }

    /** The last forgotten line: sequence, hash. */
    ByteSequence base() {
        return bytes(prefix + "/base");
    }

    /** The number of this layout of keys. */
    ByteSequence layout() {
        return bytes(prefix + "/layout");
    }

    /** The version of Leeward that wrote last. */
    ByteSequence writtenBy() {
        return bytes(prefix + "/written-by");
    }

    /** Which snapshot is the newest: its sequence, how many pieces it has. */
    ByteSequence snapshot() {
        return bytes(prefix + "/snapshot");
    }

    /** Piece {@code number} of the snapshot at {@code sequence}. */
    ByteSequence piece(long sequence, int number) {
        return bytes(pieces(sequence) + String.format(Locale.ROOT, "%05d", number));
    }

    /** Before the pieces of the snapshot at {@code sequence}. */
    ByteSequence firstPiece(long sequence) {
        return bytes(pieces(sequence));
    }

    /** Behind every piece of every snapshot. */
    ByteSequence afterPieces() {
        return bytes(prefix + "/snapshot0");
    }

    /** The lines of one key, named by the last of them. */
    ByteSequence entry(long sequence) {
        return bytes(prefix + "/entry/" + number(sequence));
    }

    /** Behind every entry. */
    ByteSequence afterEntries() {
        return bytes(prefix + "/entry0");
    }

    private String pieces(long sequence) {
        return prefix + "/snapshot/" + number(sequence) + "/";
    }

    private static String number(long sequence) {
        return String.format(Locale.ROOT, "%019d", sequence);
    }

    static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    static String text(KeyValue kept) {
        return kept.getValue().toString(StandardCharsets.UTF_8);
    }
}
