package dev.leeward.item;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What tells two contents apart: the first 128 bits of SHA-256 over table, key and content in a form that does not depend on
 * the order of attributes and sets or on how a number is written. Bound to the key, so that a copy of an item under
 * another key has another digest.
 */
public record Digest(Bytes bits) {
    private static final int LENGTH = 16;

    public Digest {
        if (bits.toArray().length != LENGTH) throw new IllegalArgumentException("a digest has 16 bytes");
    }

    /** The digest of what the application wrote; replicators' attributes are left out. */
    public static Digest of(String table, ItemKey key, Item item) {
        var canonical = new Canonical(sha256());
        canonical.text(table);
        canonical.key(key);
        canonical.item(item.content());
        return cut(canonical);
    }

    /** A digest over this one and words, which seals them to each other. */
    public Digest with(String... words) {
        var canonical = new Canonical(sha256());
        canonical.bytes('b', bits.toArray());
        for (String word : words) canonical.text(word);
        return cut(canonical);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bits.toArray());
    }

    private static Digest cut(Canonical canonical) {
        return new Digest(Bytes.of(Arrays.copyOf(canonical.digest(), LENGTH)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
