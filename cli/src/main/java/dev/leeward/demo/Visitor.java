package dev.leeward.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client of the shop, who knows nothing of Leeward: asks the name server, gets the page, again and again. It keeps no
 * answer, as one behind a resolver would for up to the TTL. Thread-safe.
 */
final class Visitor implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(100);
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int REMEMBERED = 3_000;
    private static final int LONGEST_PAGE = 4_096;
    private static final Pattern SERVED_FROM = Pattern.compile("<strong>([a-z0-9-]+)</strong>");

    private final DemoWorld world;
    private final Lookup lookup;
    private final InstantSource clock;
    private final Thread thread;
    private final Deque<Visit> visits = new ArrayDeque<>();
    private long count;
    private long failed;

    private Visitor(DemoWorld world, Lookup lookup, InstantSource clock) {
        this.world = world;
        this.lookup = lookup;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("demo-visitor").unstarted(this::run);
    }

    static Visitor start(DemoWorld world, Lookup lookup, InstantSource clock) {
        var visitor = new Visitor(world, lookup, clock);
        visitor.thread.start();
        return visitor;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var visit = visit();
                remember(visit);
                var rest = PACE.minus(visit.took());
                if (rest.isPositive()) Thread.sleep(rest);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Visit visit() {
        var began = clock.instant();
        List<String> addresses;
        try {
            addresses = lookup.addresses();
        } catch (IOException e) {
            return failed(began, Optional.empty(), "the name server does not answer");
        }
        if (addresses.isEmpty()) return failed(began, Optional.empty(), "the name has no address");
        var address = addresses.getFirst();
        var where = world.route(address);
        if (where.isEmpty()) return failed(began, Optional.of(address), "nobody has that address");
        try {
            return visit(began, address, where.get());
        } catch (IOException e) {
            return failed(began, Optional.of(address), reason(e));
        }
    }

    private Visit visit(Instant began, String address, InetSocketAddress where) throws IOException {
        var url = URI.create("http://" + where.getAddress().getHostAddress() + ":" + where.getPort() + "/");
        var connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                return failed(began, Optional.of(address), "status " + status);
            }
            String page;
            try (var body = connection.getInputStream()) {
                page = new String(body.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8);
            }
            var region = SERVED_FROM.matcher(page);
            if (!region.find()) return failed(began, Optional.of(address), "another page");
            var took = Duration.between(began, clock.instant());
            return new Visit(began, took, Optional.of(address), Optional.of(region.group(1)), "");
        } finally {
            connection.disconnect();
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case ConnectException _ -> "connection refused";
            case SocketTimeoutException _ -> "no answer in time";
            default -> "the connection broke";
        };
    }

    private Visit failed(Instant began, Optional<String> address, String trouble) {
        return new Visit(began, Duration.between(began, clock.instant()), address, Optional.empty(), trouble);
    }

    private void remember(Visit visit) {
        synchronized (visits) {
            if (visits.size() == REMEMBERED) visits.removeFirst();
            visits.addLast(visit);
            count++;
            if (!visit.served()) failed++;
        }
    }

    /** How many visits there were. */
    long count() {
        synchronized (visits) {
            return count;
        }
    }

    /** How many of them were not served. */
    long failed() {
        synchronized (visits) {
            return failed;
        }
    }

    /** The newest. */
    Optional<Visit> last() {
        synchronized (visits) {
            return Optional.ofNullable(visits.peekLast());
        }
    }

    /** Those that began at {@code from} or later, oldest first, of the last {@value #REMEMBERED}. */
    List<Visit> since(Instant from) {
        synchronized (visits) {
            return visits.stream().filter(visit -> !visit.at().isBefore(from)).toList();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
