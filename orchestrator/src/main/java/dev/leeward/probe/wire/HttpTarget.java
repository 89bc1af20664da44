package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.resolve.HostPort;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One hop of an HTTP look: the first, or where a redirect led.
 *
 * @param check what is wanted in the end
 * @param url of this hop, absolute
 * @param headers the check's own, without those that are not for this host
 * @param redirectsLeft how many more redirects may be followed
 */
record HttpTarget(Check.Http check, URI url, Map<String, String> headers, int redirectsLeft) {

    private static final int MOST_REDIRECTS = 5;

    /** Meant for the host they were configured for, and for no other one. */
    private static final Set<String> FOR_ONE_HOST = Set.of("authorization", "cookie", "host", "proxy-authorization");

    HttpTarget(Check.Http check) {
        this(check, check.url(), check.headers(), Math.min(check.followRedirects(), MOST_REDIRECTS));
    }

    boolean isSecured() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /**
     * The URL's own place, which the {@code Host} header names.
     *
     * @throws IllegalArgumentException if the URL is not one of http or https with a host
     */
    HostPort origin() {
        if (!isSecured() && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("not an http or https URL: " + url);
        }
        String authority = url.getRawAuthority();
        if (authority == null) throw new IllegalArgumentException("no host in " + url);
        // Not URI.getHost(): it knows no names with an underscore or outside of ASCII.
        return HostPort.parse(authority.substring(authority.lastIndexOf('@') + 1), isSecured() ? 443 : 80);
    }

    /** Where to connect to. */
    HostPort place() {
        HostPort origin = origin();
        boolean sameOrigin = url.equals(check.url()) || origin.equals(new HttpTarget(check).origin());
        return sameOrigin
                ? check.connectTo()
                        .map(text -> HostPort.parse(text, origin.port()))
                        .orElse(origin)
                : origin;
    }

    /** The hop after a redirect (RFC 9110, section 15.4), empty where it leads nowhere a probe may go. */
    Optional<HttpTarget> redirected(String location) {
        try {
            URI next = url.resolve(location.strip());
            HttpTarget hop = new HttpTarget(check, next, headers, redirectsLeft - 1);
            HostPort origin = hop.origin();
            // From https to http nobody could tell who answers.
            if (isSecured() && !hop.isSecured()) return Optional.empty();
            return Optional.of(origin.host().equals(origin().host()) ? hop : hop.withoutOneHostHeaders());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpTarget withoutOneHostHeaders() {
        Map<String, String> kept = headers.entrySet().stream()
                .filter(header -> !FOR_ONE_HOST.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new HttpTarget(check, url, kept, redirectsLeft);
    }

    /** The request line's target (RFC 9112, section 3.2.1). */
    String pathAndQuery() {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }
}
