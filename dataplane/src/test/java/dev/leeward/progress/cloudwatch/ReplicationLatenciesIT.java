package dev.leeward.progress.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.lag.LatencyTrack.Minute;
import dev.leeward.progress.cloudwatch.ReplicationLatencies.Told;
import dev.leeward.table.Looked;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Against moto, which keeps what it is told; and against one who says no. */
final class ReplicationLatenciesIT {
    private static final String WEST = "us-west-2";

    @Test
    void the_longest_latency_of_each_minute_is_read_and_of_nothing_nothing(@TempDir Path folder) {
        int port = Ports.free();
        try (var _ = LocalProcess.start(
                                folder, Needs.program("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                        .awaitPort(port, Duration.ofMinutes(1));
                Store store = store(port)) {
            Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(3));
            put(store, minute.plusSeconds(10), 400);
            put(store, minute.plusSeconds(40), 700);
            put(store, minute.plusSeconds(70), 300);
            put(store, minute.minus(Duration.ofHours(1)), 9_000);
            var latencies = new ReplicationLatencies(store);

            Told told = seen(latencies.read("orders", WEST, Instant.now()));

            assertThat(told.minutes())
                    .containsExactlyInAnyOrder(
                            new Minute(minute, Duration.ofMillis(700)),
                            new Minute(minute.plusSeconds(60), Duration.ofMillis(300)));
            assertThat(told.answered())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
            assertThat(seen(latencies.read("stock", WEST, Instant.now())).minutes())
                    .isEmpty();
            assertThat(seen(latencies.read("orders", "eu-west-1", Instant.now()))
                            .minutes())
                    .isEmpty();
        }
    }

    @Test
    void who_may_not_ask_is_told_so() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] no = "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("x-amzn-query-error", "AccessDenied;Sender");
            exchange.sendResponseHeaders(403, no.length);
            exchange.getResponseBody().write(no);
            exchange.close();
        });
        server.start();
        try (Store store = store(server.getAddress().getPort())) {
            assertThat(new ReplicationLatencies(store).read("orders", WEST, Instant.now()))
                    .isInstanceOfSatisfying(
                            Looked.Unseen.class,
                            unseen ->
                                    assertThat(unseen.problem().code()).isIn(FaultCode.FORBIDDEN, FaultCode.REJECTED));
        } finally {
            server.stop(0);
        }
    }

    private static void put(Store store, Instant at, double millis) {
        var datum = MetricDatum.builder()
                .metricName("ReplicationLatency")
                .timestamp(at)
                .value(millis)
                .unit(StandardUnit.MILLISECONDS)
                .dimensions(dimension("TableName", "orders"), dimension("ReceivingRegion", WEST))
                .build();
        LocalStores.given(store.metrics(metrics ->
                metrics.putMetricData(all -> all.namespace("AWS/DynamoDB").metricData(datum))));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static Store store(int port) {
        var endpoint = Optional.of(URI.create("http://127.0.0.1:" + port));
        return Store.open(
                StoreAddress.withKey("us-east-1", endpoint, "test", "secret").within(Duration.ofSeconds(20)));
    }

    private static <T> T seen(Looked<T> looked) {
        if (looked instanceof Looked.Seen<T>(T value)) return value;
        throw new AssertionError("not seen: " + looked);
    }
}
