package dev.leeward.signal.sns;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Over HTTPS, where the host's certificate is judged by the JDK's authorities. */
public final class HttpsFetch implements Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(HttpsFetch.class);
    private static final int MOST = 64 * 1024;
    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(Duration.ofSeconds(5))
            .build();

    @Override
    public Optional<String> get(URI address) {
        var request = new Request.Builder().url(address.toString()).build();
        try (var response = CLIENT.newCall(request).execute()) {
            if (response.code() != 200) {
                LOG.warn("{} answers with status {}", address.getHost(), response.code());
                return Optional.empty();
            }
            return Optional.of(response.peekBody(MOST).string());
        } catch (IOException e) {
            LOG.warn("{} cannot be asked: {}", address.getHost(), e.getMessage());
            return Optional.empty();
        }
    }
}
