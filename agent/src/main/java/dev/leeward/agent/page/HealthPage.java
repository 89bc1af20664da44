package dev.leeward.agent.page;

import dev.leeward.agent.fence.FenceDeeds.Looked;
import dev.leeward.agent.health.HostHealth;
import dev.leeward.agent.health.HostHealth.Verdict;
import dev.leeward.agent.link.Links;
import dev.leeward.agent.state.StateFile;
import dev.leeward.config.host.HostSettings;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Answers load balancers: {@code /health} with JSON, {@code /health/plain} (or {@code Accept: text/plain}) with one line;
 * {@code /metrics}; {@code /livez}. With {@code ?fence=ignore} orchestrators ask whether all is well but for a fence. Read only, plain HTTP, as load balancers ask. What is in the way is told to this machine
 * only, unless the file allows more.
 */
public final class HealthPage implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_REQUESTS = 64;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int MAX_REQUEST_LINE = 2 * 1024;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final WebServer server;
    private final URI uri;
    private final HostHealth health;
    private final HealthBody bodies;
    private final AgentMetrics metrics;
    private final boolean details;

    private HealthPage(
            HostSettings settings,
            String version,
            HostHealth health,
            StateFile state,
            Supplier<Looked> fence,
            Links links)
            throws IOException {
        this.health = health;
        this.bodies = new HealthBody(settings, version, state, fence, links);
        this.metrics = new AgentMetrics(version, health, state, fence, links);
        this.details = settings.health().details();
        var listen = settings.health().listen();
        this.server = WebServer.builder()
                .address(InetAddress.getByName(listen.host()))
                .port(listen.port())
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .maxPayloadSize(0)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_REQUESTS)
                .connectionOptions(
                        SocketOptions.builder().readTimeout(READ_TIMEOUT).build())
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS)
                        .maxPrologueLength(MAX_REQUEST_LINE)
                        .build())
                .routing(routing())
                .build()
                .start();
        if (!server.isRunning()) {
            throw new IOException(
                    "health cannot listen on " + listen + ": something else listens there, or this user may not");
        }
        var host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
        this.uri = URI.create("http://" + host + ":" + server.port());
    }

    /** Listens where {@code settings} say. */
    public static HealthPage listen(
            HostSettings settings,
            String version,
            HostHealth health,
            StateFile state,
            Supplier<Looked> fence,
            Links links)
            throws IOException {
        return new HealthPage(settings, version, health, state, fence, links);
    }

    private HttpRouting.Builder routing() {
        return HttpRouting.builder()
                .get("/health", this::health)
                .get("/health/plain", this::plain)
                .get("/livez", (_, response) -> send(response, 200, "text/plain", "ok\n"))
                .get("/metrics", this::metrics)
                .any((_, response) -> send(response, 404, "text/plain", "see /health\n"));
    }

    private void health(ServerRequest request, ServerResponse response) {
        var accept = request.headers().first(HeaderNames.ACCEPT).orElse("");
        if (accept.startsWith("text/plain")) {
            plain(request, response);
            return;
        }
        var verdict = verdict(request);
        send(response, verdict.serves() ? 200 : 503, "application/json", bodies.json(verdict, isTold(request)));
    }

    private Verdict verdict(ServerRequest request) {
        boolean ignoring =
                request.query().first("fence").filter("ignore"::equals).isPresent();
        return ignoring ? health.apartFromFence() : health.now();
    }

    private void plain(ServerRequest request, ServerResponse response) {
        var verdict = verdict(request);
        send(response, verdict.serves() ? 200 : 503, "text/plain", verdict.word() + "\n");
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        if (isTold(request)) send(response, 200, PROMETHEUS, metrics.scrape());
        else send(response, 403, "text/plain", "only for this machine, unless health.details says otherwise\n");
    }

    private boolean isTold(ServerRequest request) {
        var peer = request.remotePeer().address();
        boolean here = peer instanceof InetSocketAddress internet
                && internet.getAddress().isLoopbackAddress();
        return details || here;
    }

    private static void send(ServerResponse response, int status, String type, String body) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header("Cache-Control", "no-store");
        response.header("X-Content-Type-Options", "nosniff");
        response.send(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Where it is. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.stop();
    }
}
