package dev.leeward.probe.flow;

import dev.leeward.judge.Answer;
import dev.leeward.judge.AnyCertificate;
import dev.leeward.judge.Authorities;
import dev.leeward.probe.Check.TlsPolicy;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * What sends the requests of one walk. It keeps cookies and nothing else: no connection outlives its answer, since one that
 * the server closes meanwhile would look like a fault, and nothing is sent twice, since a second order is one too many.
 */
final class Browser {
    /** A page of a shop has some hundred kilobytes. What is longer is cut, not refused. */
    static final int MOST_BYTES = 1024 * 1024;

    private final OkHttpClient client;
    private final TlsPolicy policy;
    private final InstantSource clock;
    private volatile @Nullable Call current;
    private volatile boolean cancelled;

    /**
     * A browser.
     *
     * @param prototype holds what all walks share
     * @throws IOException if the authorities cannot be read
     */
    Browser(OkHttpClient prototype, Road road, TlsPolicy policy, Phases phases, InstantSource clock)
            throws IOException {
        this.policy = policy;
        this.clock = clock;
        var builder = prototype
                .newBuilder()
                .dns(road)
                .socketFactory(road)
                .cookieJar(new Cookies(clock))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .eventListener(phases);
        trust(builder, policy);
        this.client = builder.build();
    }

    /** What all walks share: the JDK's authorities take long to read. */
    static OkHttpClient prototype() {
        return new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                // The call's own time-out, set for each, bounds all of it.
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    private static void trust(OkHttpClient.Builder builder, TlsPolicy policy) throws IOException {
        if (!policy.verify()) {
            var any = new AnyCertificate();
            builder.sslSocketFactory(context(any).getSocketFactory(), any);
            builder.hostnameVerifier((_, _) -> true);
        } else if (policy.caFile().isPresent()) {
            var authorities = Authorities.of(Path.of(policy.caFile().get()));
            builder.sslSocketFactory(authorities.sockets(), authorities.trust());
        }
    }

    private static SSLContext context(TrustManager trust) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK has no TLS: " + e.getMessage(), e);
        }
    }

    /** Sends {@code request} and reads its answer, all within {@code left}. */
    Page send(Request request, Duration left) throws IOException {
        Call call = client.newCall(request);
        call.timeout().timeout(left.toNanos(), TimeUnit.NANOSECONDS);
        current = call;
        // After current is set: either cancel() sees the call, or this sees that it is cancelled.
        if (cancelled) call.cancel();
        try (Response response = call.execute()) {
            BufferedSource source = response.body().source();
            boolean cut = source.request(MOST_BYTES + 1L);
            byte[] body =
                    source.getBuffer().readByteArray(Math.min(source.getBuffer().size(), MOST_BYTES));
            return new Page(
                    request.url(),
                    response.code(),
                    (response.code() + " " + response.message()).strip().replaceAll("[^ -~]", "?"),
                    new Answer(response.headers()::values, body, cut),
                    Optional.ofNullable(response.handshake()).flatMap(this::endsSoon));
        }
    }

    private Optional<String> endsSoon(Handshake handshake) {
        if (handshake.peerCertificates().isEmpty()
                || !(handshake.peerCertificates().getFirst() instanceof X509Certificate leaf)) return Optional.empty();
        Instant end = leaf.getNotAfter().toInstant();
        Instant now = clock.instant();
        return end.isAfter(now.plus(policy.expiryWarning()))
                ? Optional.empty()
                : Optional.of("the certificate ends on " + end.atOffset(ZoneOffset.UTC) + ", in "
                        + Duration.between(now, end).toDays() + " days");
    }

    /** Ends what is in flight, and all that is to come. */
    void cancel() {
        cancelled = true;
        Call call = current;
        if (call != null) call.cancel();
    }
}
