package dev.leeward.resolve;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Where to connect to.
 *
 * @param host a name in ASCII and lower case, or an address without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isEmpty()) throw new IllegalArgumentException("no host given");
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("not a port: " + port);
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [address]:port} or an IPv6 address. Names in other scripts become
     * ASCII (RFC 3490).
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static HostPort parse(String text, int defaultPort) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) throw new IllegalArgumentException("no ] in " + text);
            String rest = text.substring(end + 1);
            int port = rest.startsWith(":") ? port(rest.substring(1), text) : defaultPort;
            return new HostPort(text.substring(1, end), port);
        }
        int colon = text.indexOf(':');
        if (colon < 0 || text.indexOf(':', colon + 1) >= 0) return new HostPort(ascii(text), defaultPort);
        return new HostPort(ascii(text.substring(0, colon)), port(text.substring(colon + 1), text));
    }

    /** The address that {@code host} spells out, if it is not a name. Never asks anybody. */
    public static Optional<InetAddress> literal(String host) {
        // A name cannot end in an all-numeric label (RFC 3696, section 2), an IPv4 address must.
        boolean maybe = host.indexOf(':') >= 0
                || (!host.isEmpty() && Character.isDigit(host.charAt(host.length() - 1)) && isNumeric(host));
        if (!maybe) return Optional.empty();
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isNumeric(String host) {
        return host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static String ascii(String host) {
        if (host.indexOf(':') >= 0) return host;
        boolean plain = host.chars().allMatch(c -> c < 128);
        return (plain ? host : IDN.toASCII(host)).toLowerCase(Locale.ROOT);
    }

    private static int port(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port in " + text, e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
