package dev.leeward.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.leeward.fault.FaultCode;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.Ports;
import dev.leeward.testkit.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;

class StoreTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void a_real_server_answers_and_says_what_is_not_there() {
        try (var store = open(DynamoDbLocal.shared().endpoint(), Duration.ofSeconds(20))) {
            assertThat(store.tables(tables -> tables.listTables().tableNames()))
                    .isInstanceOfSatisfying(
                            Answer.Given.class,
                            given -> assertThat(given.value().toString()).isEqualTo("[]"));
            var missing = missing(store.tables(tables -> tables.describeTable(all -> all.tableName("nowhere"))));
            assertThat(missing.problem().code()).isEqualTo(FaultCode.NOT_FOUND);
            assertThat(missing.maybeApplied()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, THROTTLED, true, false",
        "400, ThrottlingException, THROTTLED, true, false",
        "400, ResourceNotFoundException, NOT_FOUND, false, false",
        "400, AccessDeniedException, FORBIDDEN, false, false",
        "400, UnrecognizedClientException, UNAUTHENTICATED, false, false",
        "400, ResourceInUseException, CONFLICT, true, false",
        "400, ValidationException, REJECTED, false, false",
        "500, InternalServerError, UNAVAILABLE, true, true",
        "503, ServiceUnavailable, UNAVAILABLE, true, true"
    })
    void each_error_of_a_store_has_its_code(
            int status, String error, FaultCode code, boolean retryable, boolean maybeApplied) throws IOException {
        var requests = new AtomicInteger();
        try (var stand =
                        answering(status, "{\"__type\":\"com.amazonaws#" + error + "\",\"message\":\"no\"}", requests);
                var store = open(stand.endpoint(), Duration.ofSeconds(20))) {
            var missing = missing(list(store));
            assertThat(missing.problem().code()).isEqualTo(code);
            assertThat(missing.problem().retryable()).isEqualTo(retryable);
            assertThat(missing.maybeApplied()).isEqualTo(maybeApplied);
            assertThat(missing.error()).isEqualTo(error);
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void an_answer_that_is_no_answer_may_have_been_preceded_by_anything() throws IOException {
        try (var stand = answering(200, "<html>", new AtomicInteger());
                var store = open(stand.endpoint(), Duration.ofSeconds(20))) {
            assertThat(missing(list(store)).maybeApplied()).isTrue();
        }
    }

    @Test
    void where_nobody_listens_nothing_was_changed() {
        try (var store = open(URI.create("http://127.0.0.1:" + Ports.free()), Duration.ofSeconds(20))) {
            var missing = missing(list(store));
            assertThat(missing.problem().code()).isEqualTo(FaultCode.UNREACHABLE);
            assertThat(missing.maybeApplied()).isFalse();
        }
    }

    @Test
    void a_server_that_is_silent_is_left_in_time() {
        try (var proxy = TcpProxy.before(DynamoDbLocal.shared().address())) {
            proxy.set(TcpProxy.Mode.LOSE_REPLIES);
            var endpoint = URI.create("http://127.0.0.1:" + proxy.address().getPort());
            try (var store = open(endpoint, Duration.ofMillis(400))) {
                long began = System.nanoTime();
                var missing = missing(list(store));
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
                assertThat(missing.problem().code()).isEqualTo(FaultCode.TIMED_OUT);
                assertThat(missing.maybeApplied()).isTrue();
            }
        }
    }

    @Test
    void a_request_is_sent_once_also_when_the_server_hangs_up_on_a_kept_connection() throws IOException {
        var requests = new AtomicInteger();
        try (var stand = Stand.start(exchange -> {
                    if (requests.incrementAndGet() > 1) {
                        exchange.close();
                        return;
                    }
                    Stand.answer(exchange, 200, "{\"TableNames\":[]}");
                });
                var store = open(stand.endpoint(), Duration.ofSeconds(20))) {
            assertThat(list(store)).isInstanceOf(Answer.Given.class);
            var missing = missing(list(store));
            assertThat(missing.maybeApplied()).isTrue();
            assertThat(requests).hasValue(2);
        }
    }

    @Test
    void calls_at_the_same_time_leave_their_connections_to_the_next_ones() throws Exception {
        int calls = 12;
        var round = new CyclicBarrier(calls);
        Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var stand = Stand.start(exchange -> {
                    connections.add(exchange.getRemoteAddress());
                    meet(round);
                    Stand.answer(exchange, 200, "{\"TableNames\":[]}");
                });
                var store = open(stand.endpoint(), Duration.ofSeconds(20))) {
            for (int rounds = 0; rounds < 3; rounds++) {
                var all = new ArrayList<Callable<Answer<ListTablesResponse>>>();
                for (int call = 0; call < calls; call++) all.add(() -> list(store));
                for (var one : threads.invokeAll(all)) assertThat(one.get()).isInstanceOf(Answer.Given.class);
            }
        }
        assertThat(connections).hasSize(calls);
    }

    private static void meet(CyclicBarrier round) {
        try {
            round.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("calls did not come at the same time", e);
        }
    }

    @Test
    void an_address_does_not_tell_its_secret() {
        var address = StoreAddress.withKey("eu-central-1", Optional.empty(), "id", "very secret");

        assertThat(address.toString()).doesNotContain("secret").contains("eu-central-1");
    }

    private static Answer<ListTablesResponse> list(Store store) {
        return store.tables(tables -> tables.listTables());
    }

    private static <T> Answer.Missing<T> missing(Answer<T> answer) {
        if (answer instanceof Answer.Missing<T> missing) return missing;
        throw new AssertionError("was answered: " + answer);
    }

    private static Store open(URI endpoint, Duration limit) {
        return Store.open(
                StoreAddress.withKey("eu-central-1", Optional.of(endpoint), DynamoDbLocal.freshKey(), "secret")
                        .within(limit));
    }

    private static Stand answering(int status, String body, AtomicInteger requests) throws IOException {
        return Stand.start(exchange -> {
            requests.incrementAndGet();
            Stand.answer(exchange, status, body);
        });
    }

    /** A server of one answer. */
    private record Stand(HttpServer server, ExecutorService threads) implements AutoCloseable {
        static Stand start(HttpHandler handler) throws IOException {
            var server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            server.createContext("/", handler);
            server.setExecutor(threads);
            server.start();
            return new Stand(server, threads);
        }

        static void answer(HttpExchange exchange, int status, String body) throws IOException {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/x-amz-json-1.0")));
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }
}
