package dev.leeward.emulator.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The shop as one region serves it: {@code GET /} is a page that names the region, {@code GET /health} says {@code ok}.
 * It can be killed, made to fail and made to hang, as often as wanted. Thread-safe.
 */
public final class RegionalShop implements AutoCloseable {
    /** How the shop is. */
    public enum State {
        SERVING,
        /** Every answer is "503 Service Unavailable". */
        FAILING,
        /** Accepts connections and answers nothing. */
        STALLED,
        /** Nobody listens: connections are refused. */
        DEAD
    }

    private static final int BACKLOG = 256;
    private static final int LONGEST_STALL_SECONDS = 60;

    private final String region;
    private final InetSocketAddress address;
    private final AtomicLong visits = new AtomicLong();
    private State state = State.SERVING;
    private CountDownLatch stall = new CountDownLatch(0);
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    private RegionalShop(String region, InetSocketAddress address) throws IOException {
        this.region = region;
        HttpServer opened = open(address);
        this.address = opened.getAddress();
    }

    /**
     * Opens a shop.
     *
     * @param port 0 picks a free one
     * @throws IOException if the port cannot be had
     */
    public static RegionalShop open(String region, InetAddress host, int port) throws IOException {
        return new RegionalShop(region, new InetSocketAddress(host, port));
    }

    /** The region it serves in. */
    public String region() {
        return region;
    }

    /** Where it listens, also while it is dead. */
    public InetSocketAddress address() {
        return address;
    }

    /** How it is now. */
    public synchronized State state() {
        return state;
    }

    /** How many visits its page had. */
    public long visits() {
        return visits.get();
    }

    /** Stops listening, and drops whoever is connected. */
    public synchronized void kill() {
        stall.countDown();
        shut();
        state = State.DEAD;
    }

    /**
     * Answers everything with "503 Service Unavailable".
     *
     * @throws IOException if it was dead and its port was taken meanwhile
     */
    public synchronized void fail() throws IOException {
        become(State.FAILING);
    }

    /**
     * Accepts connections and answers nothing until it is well again.
     *
     * @throws IOException if it was dead and its port was taken meanwhile
     */
    public synchronized void stall() throws IOException {
        become(State.STALLED);
        stall = new CountDownLatch(1);
    }

    /**
     * Serves again.
     *
     * @throws IOException if it was dead and its port was taken meanwhile
     */
    public synchronized void restore() throws IOException {
        become(State.SERVING);
    }

    private void become(State next) throws IOException {
        stall.countDown();
        if (state == State.DEAD) open(address);
        state = next;
    }

    private synchronized HttpServer open(InetSocketAddress at) throws IOException {
        HttpServer opened = HttpServer.create(at, BACKLOG);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        opened.setExecutor(workers);
        opened.createContext("/", this::serve);
        opened.start();
        server = opened;
        threads = workers;
        return opened;
    }

    private synchronized void shut() {
        if (server != null) server.stop(0);
        if (threads != null) threads.shutdownNow();
        server = null;
        threads = null;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (state() == State.STALLED) hang();
            switch (state()) {
                case SERVING -> answer(exchange);
                case FAILING -> send(exchange, 503, "text/plain", "the shop of " + region + " is out of order\n");
                case STALLED, DEAD -> exchange.close();
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> {
                visits.incrementAndGet();
                send(exchange, 200, "text/html", page());
            }
            case "/health" -> send(exchange, 200, "text/plain", "ok " + region + "\n");
            default -> send(exchange, 404, "text/plain", "no such page\n");
        }
    }

    private String page() {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>The shop, %1$s</title></head>
                <body><h1>Welcome to the shop</h1><p>You are served from <strong>%1$s</strong>.</p></body></html>
                """.formatted(region);
    }

    /** Ends with the stall. What was asked meanwhile is answered late, as by a process that was stopped and goes on. */
    private void hang() {
        CountDownLatch until;
        synchronized (this) {
            until = stall;
        }
        try {
            if (!until.await(LONGEST_STALL_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        if (!exchange.getRequestMethod().equals("HEAD"))
            exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        kill();
    }
}
