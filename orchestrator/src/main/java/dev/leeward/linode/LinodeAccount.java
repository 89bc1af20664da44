package dev.leeward.linode;

import dev.leeward.secret.Secret;
import java.net.InetAddress;
import java.net.URI;

/**
 * Where the API is, and who asks.
 *
 * @param apiUrl with the version, such as {@link #PRODUCTION}; HTTPS, or HTTP to this machine
 * @param token a personal access token
 */
public record LinodeAccount(URI apiUrl, Secret token) {
    /** Where the API is. */
    public static final URI PRODUCTION = URI.create("https://api.linode.com/v4");

    /** @throws IllegalArgumentException when the token would travel in the clear, with a sentence for the person who configured it */
    public LinodeAccount {
        requireSafe(apiUrl);
        String url = apiUrl.toString();
        if (url.endsWith("/")) apiUrl = URI.create(url.substring(0, url.length() - 1));
    }

    /** The token must not cross a network in the clear. */
    private static void requireSafe(URI url) {
        boolean whole = url.getScheme() != null && url.getHost() != null;
        boolean plain = url.getQuery() == null && url.getFragment() == null && url.getUserInfo() == null;
        boolean safe = whole
                && (url.getScheme().equalsIgnoreCase("https")
                        || (url.getScheme().equalsIgnoreCase("http") && isThisMachine(url.getHost())));
        if (!plain || !safe) throw new IllegalArgumentException("the API is reached by HTTPS: " + url);
    }

    private static boolean isThisMachine(String host) {
        if (host.equalsIgnoreCase("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host.replace("[", "").replace("]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
