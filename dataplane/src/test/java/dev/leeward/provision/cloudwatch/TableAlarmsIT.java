package dev.leeward.provision.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.WatchedMetric;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.provision.Shop;
import dev.leeward.table.Looked;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Against moto, which keeps alarms. */
final class TableAlarmsIT {
    private static final String WEST = "us-west-2";
    private static final String SOUTH = "sa-east-1";

    @Test
    void what_has_no_alarm_is_missing(@TempDir Path folder) {
        int port = Ports.free();
        try (var _ = LocalProcess.start(
                                folder, Needs.program("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                        .awaitPort(port, Duration.ofMinutes(1));
                Store store = store(port)) {
            assertThat(missing(store))
                    .containsExactly(
                            "ReplicationLatency to us-west-2",
                            "ReplicationLatency to sa-east-1",
                            "SystemErrors",
                            "ReadThrottleEvents",
                            "WriteThrottleEvents");

            alarm(store, "ReplicationLatency", dimension("ReceivingRegion", WEST));
            alarm(store, "SystemErrors", dimension("Operation", "Query"));
            alarm(store, "ReadThrottleEvents");
            assertThat(missing(store)).containsExactly("ReplicationLatency to sa-east-1", "WriteThrottleEvents");

            alarm(store, "ThrottledRequests", dimension("Operation", "PutItem"));
            assertThat(missing(store)).containsExactly("ReplicationLatency to sa-east-1");
        }
    }

    @Test
    void where_nobody_answers_nothing_is_missing_and_nothing_is_there() {
        try (Store store = store(Ports.free())) {
            assertThat(new TableAlarms(store).missing(table(), List.of(WEST))).isInstanceOf(Looked.Unseen.class);
        }
    }

    private static List<String> missing(Store store) {
        if (new TableAlarms(store).missing(table(), List.of(WEST, SOUTH))
                instanceof Looked.Seen<List<String>>(List<String> missing)) return missing;
        throw new AssertionError("not seen");
    }

    private static DeclaredTable table() {
        Set<WatchedMetric> all = EnumSet.allOf(WatchedMetric.class);
        return Shop.orders(Shop.GLOBAL, Shop.US, Shop.EU).watchedBy(all);
    }

    private static void alarm(Store store, String metric, Dimension... more) {
        var dimensions = new ArrayList<>(List.of(more));
        dimensions.addFirst(dimension("TableName", "orders"));
        PutMetricAlarmResponse put = LocalStores.given(store.metrics(metrics -> metrics.putMetricAlarm(
                all -> all.alarmName(metric + dimensions.getLast().value())
                        .namespace("AWS/DynamoDB")
                        .metricName(metric)
                        .dimensions(dimensions)
                        .statistic(Statistic.MAXIMUM)
                        .period(60)
                        .evaluationPeriods(5)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .actionsEnabled(true))));
        assertThat(put.sdkHttpResponse().isSuccessful()).isTrue();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static Store store(int port) {
        var endpoint = Optional.of(URI.create("http://127.0.0.1:" + port));
        return Store.open(
                StoreAddress.withKey("us-east-1", endpoint, "test", "secret").within(Duration.ofSeconds(20)));
    }
}
