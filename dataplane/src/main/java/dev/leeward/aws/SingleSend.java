package dev.leeward.aws;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's small blocking HTTP client, made to send each request once. */
public final class SingleSend {
    private static final int KEPT_CONNECTIONS = 128;

    // To be set before the first connection of the process.
    static {
        // Else the JDK sends a write again by itself when the other side hangs up, and one that was applied is refused.
        presume("sun.net.http.retryPost", "false");
        // Else it keeps five connections to a server open, and every further call at the same time opens its own.
        presume("http.maxConnections", Integer.toString(KEPT_CONNECTIONS));
    }

    private SingleSend() {}

    /**
     * A client to be built.
     *
     * @param connecting how long connecting may take
     * @param silence how long nothing may come
     */
    public static UrlConnectionHttpClient.Builder client(Duration connecting, Duration silence) {
        return UrlConnectionHttpClient.builder().connectionTimeout(connecting).socketTimeout(silence);
    }

    private static void presume(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }
}
