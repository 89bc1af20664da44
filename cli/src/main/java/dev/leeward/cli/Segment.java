package dev.leeward.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One segment of a URL's path. */
final class Segment {
    private Segment() {}

    /** {@code text}, so that it stays one segment whatever it holds (RFC 3986). */
    static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }
}
