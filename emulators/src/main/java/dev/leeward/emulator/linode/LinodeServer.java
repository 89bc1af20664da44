package dev.leeward.emulator.linode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side: tokens, rates and faults around {@link LinodeRoutes}. At most {@value #AT_ONCE} calls at once. */
final class LinodeServer implements AutoCloseable {
    static final int REMEMBERED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(LinodeServer.class);
    private static final int AT_ONCE = 64;
    private static final int LARGEST_BODY = 64 * 1024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final LinodeRoutes routes;
    private final LinodeAccess access;
    private final LinodeFaults faults;
    private final Deque<LinodeRequest> requests = new ArrayDeque<>();
    private final InetSocketAddress address;
    private @Nullable HttpServer http;

    LinodeServer(InetSocketAddress address, LinodeRoutes routes, LinodeAccess access, LinodeFaults faults)
            throws IOException {
        this.routes = routes;
        this.access = access;
        this.faults = faults;
        HttpServer opened = open(address);
        this.address = opened.getAddress();
        this.http = opened;
    }

    private HttpServer open(InetSocketAddress at) throws IOException {
        HttpServer opened = HttpServer.create(at, AT_ONCE);
        opened.setExecutor(threads);
        opened.createContext("/", this::receive);
        opened.start();
        return opened;
    }

    synchronized void kill() {
        if (http != null) http.stop(0);
        http = null;
    }

    synchronized void restart() throws IOException {
        if (http == null) http = open(address);
    }

    URI apiUrl() {
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/v4");
    }

    int calls(LinodeCall call) {
        return Math.toIntExact(requests().stream()
                .filter(each -> each.call().equals(Optional.of(call)))
                .count());
    }

    List<LinodeRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean admitted = room.tryAcquire();
        try (exchange) {
            if (admitted) converse(exchange);
            else send(exchange, LinodeReply.error(503, "Too many connections", null), Map.of());
        } finally {
            if (admitted) room.release();
        }
    }

    private void converse(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        LinodeRequest request = request(exchange, new String(body, StandardCharsets.UTF_8));
        remember(request);
        Map<String, String> headers = new TreeMap<>();
        LinodeAccess.Rate rate = access.count();
        headers.putAll(rate.headers());
        Optional<LinodeReply> refused = refuse(exchange, request, rate, body.length, headers);
        if (refused.isPresent()) send(exchange, refused.get(), headers);
        else carryOut(exchange, request.call().orElseThrow(), request, headers);
    }

    private Optional<LinodeReply> refuse(
            HttpExchange exchange,
            LinodeRequest request,
            LinodeAccess.Rate rate,
            int length,
            Map<String, String> headers) {
        if (rate.exceeded()) {
            Map<String, String> wait = Map.of("Retry-After", Long.toString(rate.retryAfterSeconds()));
            return Optional.of(LinodeReply.error(429, wait, "Too many requests", null));
        }
        if (length > LARGEST_BODY) return Optional.of(LinodeReply.error(413, "Too large", null));
        Optional<String> granted = access.granted(exchange.getRequestHeaders().getFirst("Authorization"));
        if (granted.isEmpty()) return Optional.of(LinodeReply.error(401, "Invalid Token", null));
        if (request.call().isEmpty()) return Optional.of(LinodeReply.notFound());
        headers.put("X-OAuth-Scopes", granted.get());
        headers.put(
                "X-Accepted-OAuth-Scopes", LinodeAccess.needed(request.call().get()));
        return LinodeAccess.allows(granted.get(), request.call().get())
                ? Optional.empty()
                : Optional.of(LinodeReply.error(401, "Your OAuth token is not authorized to use this endpoint.", null));
    }

    /** Leaves the exchange without an answer where the connection shall break: it is closed afterwards. */
    private void carryOut(HttpExchange exchange, LinodeCall call, LinodeRequest request, Map<String, String> headers)
            throws IOException {
        String caller = exchange.getRemoteAddress().getAddress().getHostAddress();
        LinodeFault fault = faults.take(call).orElse(null);
        boolean swallowed = switch (fault) {
            case null -> false;
            case LinodeFault.Answer answer -> !answer.applied();
            case LinodeFault.Silence silence -> !silence.applied();
            case LinodeFault.Break broken -> !broken.applied();
            case LinodeFault.Half half -> false;
            case LinodeFault.Stale stale -> false;
            case LinodeFault.Meanwhile meanwhile -> {
                meanwhile.edit().run();
                yield false;
            }
        };
        LinodeReply reply = swallowed
                ? LinodeReply.notFound()
                : routes.carryOut(call, request, caller, fault instanceof LinodeFault.Stale);
        switch (fault) {
            case LinodeFault.Answer answer -> send(exchange, LinodeReply.of(answer), headers);
            case LinodeFault.Silence silence -> faults.keepSilence();
            case LinodeFault.Break broken -> LOG.debug("breaking {}", request.path());
            case LinodeFault.Half half -> sendHalf(exchange, reply, headers);
            case null, default -> send(exchange, reply, headers);
        }
    }

    private static LinodeRequest request(HttpExchange exchange, String body) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().toString();
        var headers = exchange.getRequestHeaders();
        LinodeRequest bare = new LinodeRequest(
                Optional.empty(), method, path, headers.getFirst("X-Filter"), headers.getFirst("Content-Type"), body);
        return new LinodeRequest(
                LinodeCall.of(method, bare.segments()), method, path, bare.filter(), bare.contentType(), body);
    }

    private void remember(LinodeRequest request) {
        synchronized (requests) {
            if (requests.size() == REMEMBERED) requests.removeFirst();
            requests.addLast(request);
        }
    }

    private static void send(HttpExchange exchange, LinodeReply reply, Map<String, String> headers) throws IOException {
        byte[] body = begin(exchange, reply, headers);
        exchange.getResponseBody().write(body);
    }

    private static void sendHalf(HttpExchange exchange, LinodeReply reply, Map<String, String> headers)
            throws IOException {
        byte[] body = begin(exchange, reply, headers);
        exchange.getResponseBody().write(Arrays.copyOf(body, body.length / 2));
        exchange.getResponseBody().flush();
    }

    private static byte[] begin(HttpExchange exchange, LinodeReply reply, Map<String, String> headers)
            throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        var out = exchange.getResponseHeaders();
        headers.forEach(out::set);
        reply.headers().forEach(out::set);
        out.set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), body.length);
        return body;
    }

    @Override
    public void close() {
        kill();
        threads.shutdownNow();
    }
}
