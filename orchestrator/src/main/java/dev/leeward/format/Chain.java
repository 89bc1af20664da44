package dev.leeward.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash chain over the journal's lines. Each hash is the SHA-256 (FIPS 180-4) of the hash before, a line feed and the
 * line, so anybody can check one: {@code printf '%s\n%s' "$previous" "$line" | sha256sum}. It shows that lines were
 * changed, removed or reordered; it does not stop somebody who may write the file from making a new chain.
 */
public final class Chain {
    /** What stands before the first line. */
    public static final String GENESIS = "0".repeat(64);

    private Chain() {}

    /** The hash of {@code line}, in hex, after a line of the hash {@code previous}. */
    public static String hash(String previous, String line) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous.getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) '\n');
            return HexFormat.of().formatHex(digest.digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
