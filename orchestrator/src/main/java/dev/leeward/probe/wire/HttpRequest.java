package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.resolve.HostPort;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of a request (RFC 9112, section 3). Headers of the check's own stand instead of ours. */
final class HttpRequest {

    private final HttpTarget target;
    private final StringBuilder text = new StringBuilder(256);

    private HttpRequest(HttpTarget target) {
        this.target = target;
    }

    /**
     * @throws IllegalArgumentException if a header or the method would break out of its line
     */
    static byte[] bytes(HttpTarget target, String userAgent) {
        return new HttpRequest(target).write(userAgent).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String write(String userAgent) {
        Check.Http check = target.check();
        text.append(oneLine(check.method())).append(' ');
        text.append(target.pathAndQuery()).append(" HTTP/1.1\r\n");
        ours("Host", hostHeader());
        ours("User-Agent", userAgent);
        ours("Accept", "*/*");
        // A body that is to be matched is wanted as it is; elsewhere the server may do what it does for everybody.
        if (!check.expect().statusOnly()) ours("Accept-Encoding", "identity");
        ours("Connection", "close");
        target.headers().forEach(this::line);
        return text.append("\r\n").toString();
    }

    private String hostHeader() {
        HostPort origin = target.origin();
        boolean usual = origin.port() == (target.isSecured() ? 443 : 80);
        String full = origin.toString();
        return usual ? full.substring(0, full.lastIndexOf(':')) : full;
    }

    private void ours(String name, String value) {
        Map<String, String> theirs = target.headers();
        if (theirs.isEmpty() || theirs.keySet().stream().noneMatch(name::equalsIgnoreCase)) line(name, value);
    }

    private void line(String name, String value) {
        text.append(oneLine(name)).append(": ").append(oneLine(value)).append("\r\n");
    }

    private static String oneLine(String word) {
        if (word.indexOf('\r') >= 0 || word.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in a header");
        }
        return word;
    }
}
