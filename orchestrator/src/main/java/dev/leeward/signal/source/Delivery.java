package dev.leeward.signal.source;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One POST of a sender. */
public final class Delivery {
    private final Optional<String> key;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Instant at;

    /**
     * As it came.
     *
     * @param key what stood in the path after the name of the source
     * @param headers the first value of each
     * @param at when it came, by the wall clock, which senders' timestamps are compared with
     */
    public Delivery(Optional<String> key, Map<String, String> headers, byte[] body, Instant at) {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        this.key = key;
        this.headers = Map.copyOf(lower);
        this.body = body.clone();
        this.at = at;
    }

    /** What stood in the path after the name of the source. */
    public Optional<String> key() {
        return key;
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** When it came, by the wall clock. */
    public Instant at() {
        return at;
    }

    byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes at " + at + "]";
    }
}
