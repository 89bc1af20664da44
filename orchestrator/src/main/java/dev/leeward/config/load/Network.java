package dev.leeward.config.load;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.load.Cell.Parser;
import dev.leeward.resolve.HostPort;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what says where something is on the network. Never asks a name server. */
final class Network {
    /** RFC 1035, section 2.3.4; underscores as in RFC 8552. */
    private static final Pattern NAME = Pattern.compile(
            "(\\*\\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private static final int MAX_NAME = 253;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    private Network() {}

    /** The address that {@code text} spells out, in its shortest form (RFC 5952); empty when it is none. */
    static Optional<InetAddress> literal(String text) {
        boolean v6 = text.indexOf(':') >= 0;
        if (!v6 && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) return Optional.empty();
        try {
            return text.indexOf('%') >= 0 ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The canonical text of an address: its shortest form. */
    static String canonical(InetAddress address) {
        return Addresses.text(address);
    }

    /** {@code text} as a host: an address in canonical form, or a name in lower case and ASCII without the last dot. */
    static Optional<String> host(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        Optional<InetAddress> address = literal(bare);
        if (address.isPresent()) return address.map(Network::canonical);
        // A name cannot end in an all-numeric label (RFC 3696, section 2): that is a mistyped address.
        boolean mistyped = bare.matches("(.*\\.)?[0-9]+");
        return mistyped ? Optional.empty() : name(bare);
    }

    /** {@code text} as a DNS name in lower case and ASCII, without the last dot. */
    static Optional<String> name(String text) {
        try {
            boolean plain = text.chars().allMatch(c -> c < 128);
            String ascii = (plain ? text : IDN.toASCII(text)).toLowerCase(Locale.ROOT);
            String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return bare.length() <= MAX_NAME && NAME.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
        } catch (IllegalArgumentException notConvertible) {
            return Optional.empty();
        }
    }

    /** An absolute DNS name. */
    static Optional<String> dnsName(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            Optional<String> name = literal(text).isPresent() ? Optional.empty() : name(text);
            return name.isPresent() ? name : cell.wrong("not a DNS name: " + cell.found());
        });
    }

    /** A host: a name or an address. */
    static Optional<String> host(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            Optional<String> host = host(text);
            return host.isPresent() ? host : cell.wrong("neither a name nor an address: " + cell.found());
        });
    }

    /** {@code host}, {@code host:port} or {@code [address]:port}. */
    static Parser<ServerAddress> server(int defaultPort, int leastPort) {
        return cell -> Values.words(cell).flatMap(text -> {
            Optional<ServerAddress> server = server(text, defaultPort, leastPort);
            return server.isPresent()
                    ? server
                    : cell.wrong("not a server: " + cell.found(), "write host:port, or [address]:port for IPv6");
        });
    }

    /** A recursive name server, by its address: nobody could look its name up. */
    static Parser<ServerAddress> resolver(int port) {
        return cell -> server(port, 1)
                .parse(cell)
                .flatMap(server -> HostPort.literal(server.host()).isPresent()
                        ? Optional.of(server)
                        : cell.wrong("not an address: " + cell.found(), "write the name server's IP address"));
    }

    /** {@code host:port} where the port must be given. */
    static Parser<ServerAddress> serverWithPort(int leastPort) {
        return server(-1, leastPort);
    }

    private static Optional<ServerAddress> server(String text, int defaultPort, int leastPort) {
        int colon = text.lastIndexOf(':');
        boolean bare = colon < 0 || text.endsWith("]") || (text.indexOf(':') != colon && !text.startsWith("["));
        String port = bare ? Integer.toString(defaultPort) : text.substring(colon + 1);
        Optional<String> host = host(bare ? text : text.substring(0, colon));
        if (host.isEmpty() || !DIGITS.matcher(port).matches()) return Optional.empty();
        int number = Integer.parseInt(port);
        return number < leastPort || number > 65_535
                ? Optional.empty()
                : Optional.of(new ServerAddress(host.get(), number));
    }

    /** An absolute URL of one of {@code schemes}. */
    static Parser<URI> url(List<String> schemes) {
        return cell -> Values.words(cell).flatMap(text -> url(cell, text, schemes));
    }

    /** An absolute URL of one of {@code schemes}, its text already read. */
    static Optional<URI> url(Cell cell, String text, List<String> schemes) {
        try {
            var url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (!schemes.contains(scheme)) {
                return cell.wrong("expected a URL that begins with " + String.join(":// or ", schemes) + "://");
            }
            if (url.getHost() == null) return cell.wrong("the URL names no host");
            if (url.getRawUserInfo() != null) {
                return cell.wrong(
                        "the URL holds a user name or a password", "leave it out; nothing secret stands in this file");
            }
            boolean portFits = url.getPort() == -1 || (url.getPort() >= 1 && url.getPort() <= 65_535);
            return portFits ? Optional.of(url) : cell.wrong("the URL's port is not from 1 to 65535");
        } catch (URISyntaxException e) {
            return cell.wrong(
                    "not a URL: " + e.getReason() + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)));
        }
    }

    /** Where an API is, without a slash at the end. Credentials travel there: in clear text only within this machine. */
    static Optional<URI> api(Cell cell) {
        return url(List.of("https", "http")).parse(cell).flatMap(url -> {
            boolean exposed = url.getScheme().equalsIgnoreCase("http") && !isLoopback(url.getHost());
            if (exposed) return cell.wrong("credentials would travel there in clear text", "use https");
            String text = url.toString();
            return Optional.of(text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url);
        });
    }

    /** Whether {@code host} is this machine and no other. */
    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
