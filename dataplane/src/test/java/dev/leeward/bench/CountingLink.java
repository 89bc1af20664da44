package dev.leeward.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands requests on to a store, which may be far away, and counts what they ask for. */
final class CountingLink implements AutoCloseable {
    private static final Pattern TABLE = Pattern.compile("\"TableName\"\\s*:\\s*\"([^\"]+)\"");
    private static final Set<String> PASSED_ON = Set.of("authorization", "x-amz-date", "x-amz-target", "content-type");

    private final URI server;
    private final Duration away;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    CountingLink(URI server) {
        this(server, Duration.ZERO);
    }

    /** One to a store to which the way and back takes so long. */
    CountingLink(URI server, Duration away) {
        this.server = server;
        this.away = away;
        try {
            front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        front.createContext("/", this::handOn);
        front.setExecutor(threads);
        front.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    /** Operation and table, and how often, since the last time. */
    Map<String, Long> take() {
        var taken = new TreeMap<String, Long>();
        counts.forEach((what, count) -> taken.put(what, count.getAndSet(0)));
        taken.values().removeIf(count -> count == 0);
        return taken;
    }

    @Override
    public void close() {
        front.stop(0);
        threads.close();
        client.close();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            Matcher table = TABLE.matcher(new String(body, StandardCharsets.UTF_8));
            String what = target.substring(target.indexOf('.') + 1) + (table.find() ? " " + table.group(1) : "");
            counts.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
            var request = HttpRequest.newBuilder(server).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) request.header(name, values.getFirst());
            });
            Thread.sleep(away);
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("x-amz-crc32")
                    .ifPresent(sum -> exchange.getResponseHeaders().set("x-amz-crc32", sum));
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
