package dev.leeward.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes texts fit where others limit them. */
final class Texts {
    private static final String CUT = "...";

    private Texts() {}

    /** {@code text} within {@code most} characters, with dots where it was cut. */
    static String within(int most, String text) {
        if (text.length() <= most) return text;
        int end = most - CUT.length();
        // Not between the two halves of a character beyond the basic plane.
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end) + CUT;
    }

    /** The SHA-256 of {@code text} in hex, its first {@code bytes} bytes. */
    static String hash(String text, int bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
