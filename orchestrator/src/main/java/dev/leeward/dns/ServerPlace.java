package dev.leeward.dns;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a name server is, as a configuration says it.
 *
 * @param host a name, or an address without brackets
 * @param port 1 to 65535, usually 53
 */
public record ServerPlace(String host, int port) {
    /** The port of DNS. */
    public static final int DOMAIN = 53;

    private static final int MOST = 0xffff;
    private static final Pattern BARE_V6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[(?<v6>[^\\]]+)\\]|(?<name>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");

    public ServerPlace {
        host = host.strip().toLowerCase(Locale.ROOT);
        if (host.isEmpty()) throw new IllegalArgumentException("a name server needs a host");
        if (port < 1 || port > MOST) throw new IllegalArgumentException("not a port: " + port);
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [address]:port} or a bare IPv6 address.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static ServerPlace parse(String text) {
        String trimmed = text.strip();
        Matcher shape = SHAPE.matcher(trimmed);
        if (!shape.matches()) {
            if (BARE_V6.matcher(trimmed).matches()) return new ServerPlace(trimmed, DOMAIN);
            throw new IllegalArgumentException("'" + text + "' is not host, host:port or [address]:port");
        }
        String port = shape.group("port");
        String v6 = shape.group("v6");
        return new ServerPlace(v6 == null ? shape.group("name") : v6, port == null ? DOMAIN : Integer.parseInt(port));
    }

    /** The same without the usual port: {@code 192.0.2.53}, {@code [2001:db8::53]:5353}. */
    public String shortText() {
        return port == DOMAIN ? host : toString();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
