package dev.leeward.aws;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's small blocking HTTP client, made to send each request once. */
public final class SingleSend {
    static {
        // Else the JDK sends a write a second time by itself when the other side hangs up, and one that was applied
        // comes
        // back as refused. To be set before the first connection of the process.
        if (System.getProperty("sun.net.http.retryPost") == null) System.setProperty("sun.net.http.retryPost", "false");
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
}
