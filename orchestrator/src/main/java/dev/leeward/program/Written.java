package dev.leeward.program;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a program wrote, as far as it was kept. */
public final class Written {
    private static final int SHOWN = 500;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final byte[] bytes;

    /** Exactly {@code bytes}. */
    public Written(byte[] bytes) {
        this.bytes = bytes;
    }

    /** As it was written. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** On one line, and short enough for a sentence. */
    public String shown() {
        String said = UNPRINTABLE
                .matcher(new String(bytes, StandardCharsets.UTF_8))
                .replaceAll(" ")
                .strip();
        return said.substring(0, Math.min(SHOWN, said.length()));
    }
}
