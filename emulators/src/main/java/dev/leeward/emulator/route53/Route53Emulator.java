package dev.leeward.emulator.route53;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The emulated control plane on a loopback port. It asks for signed requests but does not check the signature. Everything
 * that can go wrong is switched on by hand, see {@link Fault}.
 */
public final class Route53Emulator implements AutoCloseable {
    private static final int MAX_BODY = 1 << 20;
    private static final String SIGNED_FOR = "/us-east-1/route53/aws4_request";

    /** A call that arrived, {@code comment} only for changes. */
    public record Call(Operation operation, String comment) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, HostedZone> zones = new ConcurrentHashMap<>();
    private final Weather weather = new Weather();
    private final Changes changes = new Changes();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Consumer<ZoneSnapshot>> servers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Consumer<HostedZone> somebodyElse;
    private volatile int pageSize = Api.MAX_PAGE;

    private Route53Emulator(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of 127.0.0.1. */
    public static Route53Emulator start() throws IOException {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        var emulator = new Route53Emulator(HttpServer.create(address, 0));
        emulator.server.setExecutor(emulator.threads);
        emulator.server.createContext("/", emulator::serve);
        emulator.server.start();
        return emulator;
    }

    /** Where a client's endpoint override must point. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Adds an empty zone: its SOA and NS sets only. */
    public HostedZone addZone(String id, String name) {
        var zone = new HostedZone(id, name);
        zones.put(id, zone);
        return zone;
    }

    /** Lets the next call of {@code operation} that has no fault waiting yet go wrong. */
    public void next(Operation operation, Fault fault) {
        weather.next(operation, fault);
    }

    /** Lets every call go wrong from now on, as when us-east-1 is down; answers of name servers are not affected. */
    public void outage(Fault fault) {
        weather.outage(Optional.of(fault));
    }

    /** Ends the outage. */
    public void recover() {
        weather.outage(Optional.empty());
    }

    /** Lets {@code edit} change the zone once, right before the next batch is looked at. */
    public void beforeNextChange(Consumer<HostedZone> edit) {
        somebodyElse = edit;
    }

    /** How often a change says PENDING before it says INSYNC; 0 at first. */
    public void pendingPolls(int polls) {
        changes.pendingPolls(polls);
    }

    /** Lets every change be in sync, asked for or not. */
    public void settle() {
        changes.settle();
        publish();
    }

    /** Makes lists shorter than the API's 300, so that they come in pages. */
    public void pageSize(int size) {
        pageSize = size;
    }

    /** Tells {@code listener} of every zone as it is answered: now, and whenever a change is in sync. */
    public void serveTo(Consumer<ZoneSnapshot> listener) {
        servers.add(listener);
        publish();
    }

    /** What arrived so far, refused calls included. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void publish() {
        if (!changes.isEverythingInSync()) return;
        for (HostedZone zone : zones.values()) {
            var snapshot = new ZoneSnapshot(zone.name(), zone.sets());
            servers.forEach(listener -> listener.accept(snapshot));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
            int status = 200;
            String answer;
            try {
                answer = answer(exchange, body);
            } catch (Refusal refusal) {
                status = refusal.status();
                answer = AnswerXml.error(refusal);
            }
            if (answer.isEmpty()) return; // closes the connection without a word
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String answer(HttpExchange exchange, byte[] body) {
        var api = new Api(exchange.getRequestMethod(), exchange.getRequestURI(), body, zones, changes, pageSize);
        calls.add(new Call(api.operation(), api.comment()));
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        if (signature == null || !signature.startsWith("AWS4-HMAC-SHA256 ") || !signature.contains(SIGNED_FOR)) {
            throw new Refusal(403, "MissingAuthenticationToken", "Missing Authentication Token");
        }
        Optional<Fault> fault = weather.take(api.operation());
        if (fault.isEmpty()) return carriedOut(api);
        if (fault.get().isDone()) carriedOut(api);
        return switch (fault.get()) {
            case THROTTLING -> throw new Refusal(400, "Throttling", "Rate exceeded");
            case PRIOR_REQUEST_NOT_COMPLETE ->
                throw new Refusal(
                        400,
                        "PriorRequestNotComplete",
                        "The request was rejected because Route 53 was still processing a prior request.");
            case ACCESS_DENIED ->
                throw new Refusal(403, "AccessDenied", "User: arn:aws:iam::1:user/leeward is not authorized");
            case EXPIRED_TOKEN -> throw new Refusal(403, "ExpiredToken", "The security token is expired");
            case UNAVAILABLE -> throw new Refusal(503, "ServiceUnavailable", "Service is unavailable");
            case DONE_THEN_ERROR -> throw new Refusal(500, "InternalFailure", "We encountered an internal error");
            case DONE_THEN_GARBLED -> "<html>Bad gateway";
            case CUT, DONE_THEN_CUT -> "";
            case STALLED, DONE_THEN_STALLED -> stall();
        };
    }

    private String carriedOut(Api api) {
        Consumer<HostedZone> edit = somebodyElse;
        if (api.operation() == Operation.CHANGE && edit != null) {
            somebodyElse = null;
            edit.accept(api.zone());
        }
        String answer = api.carryOut();
        publish();
        return answer;
    }

    private String stall() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }
}
