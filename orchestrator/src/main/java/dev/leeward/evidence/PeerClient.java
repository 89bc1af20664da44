package dev.leeward.evidence;

import dev.leeward.config.VantageSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.judge.Authorities;
import dev.leeward.secret.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Asks one peer what it sees. Every call has a deadline; an answer is read up to its limit. */
final class PeerClient implements AutoCloseable {
    /** How long the peer may wait for news. */
    static final Duration WAIT = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration DEADLINE = WAIT.plusSeconds(5);

    private final HttpUrl evidence;
    private final Optional<Secret> token;
    private final OkHttpClient http;

    private PeerClient(HttpUrl evidence, Optional<Secret> token, OkHttpClient http) {
        this.evidence = evidence;
        this.token = token;
        this.http = http;
    }

    /** What asking came to. */
    sealed interface Asked {
        /** An answer, {@code roundTrip} after the question. */
        record Answered(Told told, Duration roundTrip) implements Asked {}

        record Failed(Problem problem) implements Asked {}
    }

    /**
     * A client of the peer that {@code settings} describe.
     *
     * @throws IOException if its file of authorities is of no use
     */
    static PeerClient of(VantageSettings settings) throws IOException {
        var base = HttpUrl.get(settings.url());
        if (base == null) throw new IOException(settings.url() + " is no URL to ask");
        var http = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECT)
                .readTimeout(DEADLINE)
                .callTimeout(DEADLINE);
        if (settings.authorities().isPresent()) {
            var only = Authorities.of(settings.authorities().get());
            http.sslSocketFactory(only.sockets(), only.trust());
        }
        var evidence = base.newBuilder().addPathSegments("api/v1/evidence").build();
        return new PeerClient(evidence, settings.token(), http.build());
    }

    /** What it saw after {@code cursor}; returns at the latest at the deadline. */
    Asked ask(Optional<Cursor> cursor) {
        var url = evidence.newBuilder().addQueryParameter("wait", WAIT.toSeconds() + "s");
        cursor.ifPresent(from -> url.addQueryParameter("after", from.toString()));
        var request = new Request.Builder().url(url.build()).header("User-Agent", "Leeward");
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        long sent = System.nanoTime();
        try (Response response = http.newCall(request.build()).execute()) {
            if (response.code() != 200) return failed(FaultCode.REJECTED, "answers " + response.code());
            var source = response.body().source();
            // One byte more than allowed tells a body that is too long.
            boolean tooLong = source.request(Told.MOST_BYTES + 1L);
            if (tooLong) return failed(FaultCode.EXHAUSTED, "answers more than " + Told.MOST_BYTES + " bytes");
            var told = Told.parse(source.readByteArray());
            var roundTrip = Duration.ofNanos(System.nanoTime() - sent);
            return told.<Asked>map(answer -> new Asked.Answered(answer, roundTrip))
                    .orElseGet(() -> failed(FaultCode.GARBLED, "answers something else than evidence"));
        } catch (InterruptedIOException e) {
            return failed(FaultCode.TIMED_OUT, "no answer in time");
        } catch (SSLException e) {
            return failed(FaultCode.UNREACHABLE, "TLS failed: " + e.getMessage());
        } catch (IOException e) {
            return failed(FaultCode.UNREACHABLE, "no answer: " + e.getClass().getSimpleName());
        }
    }

    private static Asked failed(FaultCode code, String sentence) {
        return new Asked.Failed(Problem.passing(code, sentence));
    }

    /** Ends calls under way. */
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }
}
