package dev.leeward.config.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A configuration file's text.
 *
 * @param name as a person calls the file
 * @param digest hex SHA-256 of the file's bytes
 */
public record SourceText(String name, String text, String digest) {
    /** More than this is no configuration written by people. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** A text with its digest. */
    public static SourceText of(String name, String text) {
        return new SourceText(name, text, digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Hex SHA-256. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The lines, without their ends. */
    List<String> lines() {
        return List.of(text.split("\\r\\n|[\\r\\n\\u0085\\u2028\\u2029]", -1));
    }
}
