package dev.leeward.agent.link;

import dev.leeward.agents.AgentReport;
import dev.leeward.agents.Orders;
import dev.leeward.config.host.HostSettings.Orchestrator;
import dev.leeward.evidence.Cursor;
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
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to one orchestrator. Every call has a deadline; an answer is read up to its limit. */
final class OrchestratorClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorClient.class);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration DEADLINE = WAIT.plusSeconds(5);
    private static final Duration REPORT_DEADLINE = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 64 * 1024;
    private static final MediaType JSON = MediaType.get("application/json");

    private final HttpUrl base;
    private final Secret token;
    private final OkHttpClient asking;
    private final OkHttpClient reporting;

    private OrchestratorClient(HttpUrl base, Secret token, OkHttpClient asking) {
        this.base = base;
        this.token = token;
        this.asking = asking;
        this.reporting = asking.newBuilder()
                .readTimeout(REPORT_DEADLINE)
                .callTimeout(REPORT_DEADLINE)
                .build();
    }

    /** What asking came to. */
    sealed interface Asked {
        record Answered(Orders orders) implements Asked {}

        record Failed(Problem problem) implements Asked {}
    }

    static OrchestratorClient of(Orchestrator settings) throws IOException {
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
        return new OrchestratorClient(base, settings.token(), http.build());
    }

    /** Where it is, for people. */
    String name() {
        return base.host() + ":" + base.port();
    }

    /** Its orders after {@code cursor}; returns at the latest at the deadline. */
    Asked orders(Optional<Cursor> cursor) {
        var url = base.newBuilder()
                .addPathSegments("api/v1/agents/orders")
                .addQueryParameter("wait", WAIT.toSeconds() + "s");
        cursor.ifPresent(from -> url.addQueryParameter("after", from.toString()));
        try (Response response = asking.newCall(request(url.build()).build()).execute()) {
            if (response.code() == 401 || response.code() == 403) {
                return failed(
                        FaultCode.UNAUTHENTICATED, "does not take this agent's token: it answers " + response.code());
            }
            if (response.code() != 200) return failed(FaultCode.REJECTED, "answers " + response.code());
            var source = response.body().source();
            if (source.request(MOST_BYTES + 1)) return failed(FaultCode.EXHAUSTED, "answers more than 64 KiB");
            return Orders.parse(source.readByteArray())
                    .<Asked>map(Asked.Answered::new)
                    .orElseGet(() -> failed(FaultCode.GARBLED, "answers something else than orders"));
        } catch (InterruptedIOException e) {
            return failed(FaultCode.TIMED_OUT, "no answer in time");
        } catch (SSLException e) {
            return failed(FaultCode.UNREACHABLE, "TLS failed: " + e.getMessage());
        } catch (IOException e) {
            return failed(FaultCode.UNREACHABLE, "no answer: " + e.getClass().getSimpleName());
        }
    }

    /** Whether it took the report. */
    boolean report(AgentReport report) {
        var url = base.newBuilder().addPathSegments("api/v1/agents/reports").build();
        var body = RequestBody.create(report.json(), JSON);
        try (Response response =
                reporting.newCall(request(url).post(body).build()).execute()) {
            return response.code() == 200;
        } catch (IOException e) {
            LOG.debug("{} did not take a report: {}", name(), e.toString());
            return false;
        }
    }

    private Request.Builder request(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("User-Agent", "Leeward-Agent")
                .header("Authorization", "Bearer " + token.reveal());
    }

    private static Asked failed(FaultCode code, String sentence) {
        return new Asked.Failed(Problem.passing(code, sentence));
    }

    /** Ends calls under way. */
    @Override
    public void close() {
        asking.dispatcher().cancelAll();
        asking.connectionPool().evictAll();
        asking.dispatcher().executorService().shutdown();
    }
}
