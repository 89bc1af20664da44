package dev.leeward.api;

import dev.leeward.control.Desk;
import dev.leeward.control.Desk.Readiness;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The running API. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_REQUESTS = 128;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int MAX_REQUEST_LINE = 2 * 1024;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WebServer server;
    private final Runnable closing;
    private final URI uri;

    private ApiServer(WebServer server, Runnable closing, URI uri) {
        this.server = server;
        this.closing = closing;
        this.uri = uri;
    }

    /** Checks that {@code options} are safe, and listens. */
    public static ApiStart start(ApiOptions options, Desk desk) {
        var stream = new EventStream(desk, HEARTBEAT, PATIENCE);
        return start(options, routes(desk, stream, options), stream::close);
    }

    /** The same for a node that only observes: evidence, what others signal to it, health and metrics. */
    public static ApiStart observing(ApiOptions options, Supplier<Readiness> readiness) {
        var routes = Stream.of(
                        new EvidenceRoutes(options.evidence()).routes(),
                        new HookRoutes(options.hooks(), InstantSource.system()).routes(),
                        new HealthRoutes(readiness, options.metrics()).routes())
                .flatMap(List::stream)
                .toList();
        return start(options, routes, () -> {});
    }

    private static ApiStart start(ApiOptions options, List<Route> routes, Runnable closing) {
        var start = listen(options, routes, closing);
        if (start instanceof ApiStart.Refused) closing.run();
        return start;
    }

    private static ApiStart listen(ApiOptions options, List<Route> routes, Runnable closing) {
        InetAddress address;
        try {
            address = InetAddress.getByName(options.host());
        } catch (UnknownHostException e) {
            return refused(
                    FaultCode.MISCONFIGURED,
                    "the API cannot listen on '" + options.host() + "': that name has no address");
        }
        var unsafe = unsafe(options, address).or(() -> Doorman.unfit(options.tokens()));
        if (unsafe.isPresent()) return new ApiStart.Refused(unsafe.get());
        if (options.tls().isEmpty()) return listen(options, routes, closing, address, Optional.empty(), Set.of());
        return switch (Certificate.read(options.tls().get())) {
            case Certificate.Read.Unfit unfit -> new ApiStart.Refused(unfit.problem());
            case Certificate.Read.Found found ->
                listen(
                        options,
                        routes,
                        closing,
                        address,
                        Optional.of(found.context()),
                        found.certificate().names());
        };
    }

    /** Every route there is, for checking the document against them. */
    static List<Route> routes(Desk desk, EventStream stream, ApiOptions options) {
        return Stream.of(
                        new ServiceRoutes(desk).routes(),
                        new WhereaboutsRoutes(desk, stream, options.stores()).routes(),
                        new JournalRoutes(desk, stream).routes(),
                        new NodeRoutes(desk).routes(),
                        new HealthRoutes(desk::readiness, options.metrics()).routes(),
                        new EvidenceRoutes(options.evidence()).routes(),
                        new AgentRoutes(options.agents()).routes(),
                        new HookRoutes(options.hooks(), InstantSource.system()).routes(),
                        new OpenApiDocument().routes())
                .flatMap(List::stream)
                .toList();
    }

    private static Optional<Problem> unsafe(ApiOptions options, InetAddress address) {
        if (address.isLoopbackAddress()) return Optional.empty();
        var missing = Stream.of(
                        options.tls().isEmpty() && !options.plainText() ? "TLS (a certificate and key)" : "",
                        options.tokens().isEmpty() ? "tokens" : "")
                .filter(each -> !each.isEmpty())
                .toList();
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of(Problem.lasting(
                FaultCode.MISCONFIGURED,
                "the API would listen on " + options.host() + ", where other machines can reach it, without "
                        + String.join(" and without ", missing)
                        + ": configure that, or listen on 127.0.0.1"));
    }

    private static ApiStart listen(
            ApiOptions options,
            List<Route> routes,
            Runnable closing,
            InetAddress address,
            Optional<SSLContext> tls,
            Set<String> certified) {
        var names = new HashSet<>(options.allowedHosts());
        names.addAll(certified);
        names.add(options.host());
        var gate = new Gate(
                new HostGuard(names, address.isLoopbackAddress()),
                Doorman.of(options.tokens(), options.agents()),
                tls.isPresent());
        var routing = new Switchboard(routes, gate).routing();
        var config = config(options, address).routing(routing);
        tls.ifPresent(context -> config.tls(Tls.builder()
                .sslContext(context)
                .addEnabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
                .build()));
        var server = config.build().start();
        if (!server.isRunning()) {
            // Helidon logs why and says no more.
            return refused(
                    FaultCode.UNAVAILABLE,
                    "the API cannot listen on " + options.host() + " port " + options.port()
                            + ": something else listens there, or this machine may not");
        }
        return new ApiStart.Started(new ApiServer(server, closing, uri(options, server.port())));
    }

    private static WebServerConfig.Builder config(ApiOptions options, InetAddress address) {
        return WebServer.builder()
                .address(address)
                .port(options.port())
                .directHandlers(Switchboard.unroutable())
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .maxPayloadSize(Exchange.MAX_BODY)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_REQUESTS)
                .connectionOptions(
                        SocketOptions.builder().readTimeout(READ_TIMEOUT).build())
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS)
                        .maxPrologueLength(MAX_REQUEST_LINE)
                        .build());
    }

    private static URI uri(ApiOptions options, int port) {
        var host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create((options.tls().isPresent() ? "https://" : "http://") + host + ":" + port);
    }

    private static ApiStart refused(FaultCode code, String sentence) {
        return new ApiStart.Refused(Problem.lasting(code, sentence));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Where it is: {@code http://127.0.0.1:8600}. */
    public URI uri() {
        return uri;
    }

    /** Ends event streams and connections. */
    @Override
    public void close() {
        closing.run();
        server.stop();
    }
}
