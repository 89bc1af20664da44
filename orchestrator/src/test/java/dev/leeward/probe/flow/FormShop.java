package dev.leeward.probe.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * A shop that insists: a session by cookie, a form key that belongs to it, the right password, and a cart by its odd id. Like
 * others it gives out a new session when somebody logs in.
 */
final class FormShop implements AutoCloseable {
    static final String PASSWORD = "pa&ss \"w{o}rd\"";
    static final String CART = "a/b c?\"d\"";

    /** What can go wrong. */
    enum Fault {
        NONE,
        CHECKOUT_BROKEN,
        OUT_OF_STOCK,
        NO_FORM_KEY,
        REDIRECTS_AWAY,
        STALLS,
        ECHOES_SECRETS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** What was asked, in order: {@code GET /login}, and the Host that was asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<String> hosts = new CopyOnWriteArrayList<>();
    volatile Fault fault = Fault.NONE;

    private FormShop(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static FormShop open() throws IOException {
        return new FormShop(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static FormShop open(SSLContext keys) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys));
        return new FormShop(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        hosts.add(exchange.getRequestHeaders().getFirst("Host"));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET /login" -> loginPage(exchange);
            case "POST /login" -> logIn(exchange, fields(body));
            case "GET /account" -> account(exchange);
            case "POST /rest/V1/guest-carts" -> json(exchange, 200, "\"a/b c?\\\"d\\\"\"");
            case "POST /rest/V1/guest-carts/a%2Fb%20c%3F%22d%22/items" -> item(exchange, body);
            case "POST /checkout" -> checkout(exchange, body);
            case "GET /silence" -> stall();
            default -> html(exchange, 404, "nothing here");
        }
    }

    private void loginPage(HttpExchange exchange) throws IOException {
        if (fault == Fault.STALLS) stall();
        String session = "session-" + keys.size() + "-of-guest";
        String key = "key/" + keys.size() + "+of=form";
        keys.put(session, key);
        exchange.getResponseHeaders().add("Set-Cookie", "PHPSESSID=" + session + "; path=/; HttpOnly");
        exchange.getResponseHeaders().add("Set-Cookie", "gone=1; Max-Age=0");
        exchange.getResponseHeaders().add("Set-Cookie", "elsewhere=1; path=/admin");
        exchange.getResponseHeaders().add("Set-Cookie", "hidden=1; secure");
        html(
                exchange,
                200,
                fault == Fault.NO_FORM_KEY
                        ? "<form></form>"
                        : "<form><input name=form_key value='" + key + "'><input name=user></form>");
    }

    private void logIn(HttpExchange exchange, Map<String, String> fields) throws IOException {
        Map<String, String> cookies = cookies(exchange);
        String key = keys.get(cookies.getOrDefault("PHPSESSID", ""));
        boolean right = key != null
                && key.equals(fields.get("form_key"))
                && PASSWORD.equals(fields.get("password"))
                && cookies.keySet().equals(Set.of("PHPSESSID"));
        if (!right) {
            html(exchange, 403, "no: " + fields + cookies);
            return;
        }
        known.add("session-of-customer");
        exchange.getResponseHeaders().add("Set-Cookie", "PHPSESSID=session-of-customer; path=/");
        String to = fault == Fault.REDIRECTS_AWAY ? "http://127.0.0.2:1/account" : "/account";
        exchange.getResponseHeaders().add("Location", to);
        html(exchange, 302, "");
    }

    private void account(HttpExchange exchange) throws IOException {
        boolean in = known.contains(cookies(exchange).getOrDefault("PHPSESSID", ""));
        html(exchange, in ? 200 : 401, in ? "Hello <b id=name>Ada</b>" : "who?");
    }

    private void item(HttpExchange exchange, String body) throws IOException {
        boolean right = body.equals("{\"cartItem\":{\"sku\":\"24-MB01\",\"qty\":1,\"quote_id\":\"a/b c?\\\"d\\\"\"}}");
        if (fault == Fault.OUT_OF_STOCK) json(exchange, 200, "{\"item\":{\"id\":42,\"stock\":\"out\"}}");
        else json(exchange, right ? 200 : 400, "{\"item\":{\"id\":42,\"stock\":\"in\"},\"said\":" + body + "}");
    }

    private void checkout(HttpExchange exchange, String body) throws IOException {
        boolean right = body.equals("{\"item\":42,\"pay\":\"cart a/b c?\\\"d\\\" by pa&ss \\\"w{o}rd\\\"\"}");
        if (fault == Fault.CHECKOUT_BROKEN) html(exchange, 503, "down for maintenance");
        else if (fault == Fault.ECHOES_SECRETS) json(exchange, 200, "{\"order\":" + body + "}");
        else json(exchange, right ? 200 : 400, "{\"order\":\"done\",\"said\":" + body + "}");
    }

    private void stall() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> cookies(HttpExchange exchange) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .orElse("");
        return pairs(header, "; ");
    }

    private static Map<String, String> fields(String body) {
        return pairs(body, "&").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> URLDecoder.decode(field.getValue(), StandardCharsets.UTF_8)));
    }

    private static Map<String, String> pairs(String text, String between) {
        return Arrays.stream(text.split(between))
                .filter(pair -> pair.contains("="))
                .collect(Collectors.toMap(
                        pair -> pair.substring(0, pair.indexOf('=')), pair -> pair.substring(pair.indexOf('=') + 1)));
    }

    private static void html(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/html; charset=utf-8", text);
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "application/json", text);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
