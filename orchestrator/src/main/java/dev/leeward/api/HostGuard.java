package dev.leeward.api;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other people's web pages out. A browser sends whatever name the page was loaded from as Host, so a name that is
 * not ours means DNS rebinding; and it says in Origin and Sec-Fetch-Site which page a request comes from, so a foreign one
 * means a forged request.
 */
final class HostGuard {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> names;
    private final boolean loopback;

    /**
     * Takes requests for {@code names} and, on any listener, for this machine's own loopback names.
     *
     * @param names as configured and as the certificate says; a leading {@code *.} stands for one label
     * @param loopback whether only this machine can connect
     */
    HostGuard(Set<String> names, boolean loopback) {
        var all = new HashSet<>(LOCAL);
        names.forEach(name -> all.add(bare(name)));
        this.names = Set.copyOf(all);
        this.loopback = loopback;
    }

    /** Why a request with these headers is refused, if it is. */
    Optional<String> objection(
            Optional<String> host, Optional<String> origin, Optional<String> fetchSite, String localAddress) {
        if (host.isEmpty()) return Optional.of("the request has no Host header");
        var asked = hostOf(host.get());
        if (asked.isEmpty() || !isOurs(asked.get(), localAddress)) {
            return Optional.of("the Host header names '" + shorten(host.get())
                    + "', which is not this server: use the address it listens on, or configure the name");
        }
        if (origin.isPresent() && !sameOrigin(origin.get(), host.get())) {
            return Optional.of("requests from pages of '" + shorten(origin.get()) + "' are not taken");
        }
        if (fetchSite.filter("cross-site"::equals).isPresent()) {
            return Optional.of("requests from other sites' pages are not taken");
        }
        return Optional.empty();
    }

    private boolean isOurs(String host, String localAddress) {
        if (names.contains(host) || matchesWildcard(host)) return true;
        // An address cannot be rebound: whoever names the very address the connection came in on means this server.
        return host.equals(bare(localAddress)) || (loopback && host.startsWith("127.") && isLiteral(host));
    }

    private boolean matchesWildcard(String host) {
        int dot = host.indexOf('.');
        return dot > 0 && names.contains("*" + host.substring(dot));
    }

    private static boolean sameOrigin(String origin, String host) {
        var uri = uri(origin);
        return uri.map(URI::getRawAuthority)
                .filter(authority -> authority.equalsIgnoreCase(host))
                .isPresent();
    }

    private static Optional<String> hostOf(String header) {
        return uri("http://" + header)
                .filter(uri -> uri.getRawUserInfo() == null && uri.getRawPath().isEmpty())
                .map(URI::getHost)
                .map(HostGuard::bare);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static boolean isLiteral(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** Lower case, without the brackets of an IPv6 address and the dot of an absolute name. */
    private static String bare(String name) {
        var host = name.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
        if (host.equals("0:0:0:0:0:0:0:1")) host = "::1";
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String shorten(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
