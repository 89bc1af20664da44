package dev.leeward.provision.cloudwatch;

import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.WatchedMetric;
import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.Problem;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Which alarms a table lacks in one region. Only alarms on a metric itself are found, not those on expressions, and only those
 * count whose actions are switched on: one that tells nobody is none.
 */
public final class TableAlarms {
    private static final String NAMESPACE = "AWS/DynamoDB";
    /** CloudWatch counts these by operation, and knows no sum. An alarm on any of them will do. */
    private static final List<String> OPERATIONS = List.of(
            "GetItem",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "BatchGetItem",
            "BatchWriteItem",
            "TransactGetItems",
            "TransactWriteItems");

    private final Store store;

    /** Those in the region of a store. */
    public TableAlarms(Store store) {
        this.store = store;
    }

    /**
     * What has no alarm and needs one.
     *
     * @param receiving the other regions of the table, as Amazon calls them
     */
    public Looked<List<String>> missing(DeclaredTable table, List<String> receiving) {
        var missing = new ArrayList<String>();
        for (WatchedMetric metric : new TreeSet<>(table.alarms())) {
            Looked<List<String>> looked = switch (metric) {
                case REPLICATION_LATENCY -> latency(table.name(), receiving);
                case SYSTEM_ERRORS -> anyOperation(table.name(), "SystemErrors");
                case THROTTLING -> throttling(table.name());
            };
            if (!(looked instanceof Looked.Seen<List<String>>(List<String> lacks))) return looked;
            missing.addAll(lacks);
        }
        return new Looked.Seen<>(missing);
    }

    private Looked<List<String>> latency(String table, List<String> receiving) {
        var missing = new ArrayList<String>();
        for (String region : receiving) {
            Looked<Boolean> looked =
                    has(table, "ReplicationLatency", Optional.of(dimension("ReceivingRegion", region)));
            if (looked instanceof Looked.Unseen<Boolean>(Problem problem)) return new Looked.Unseen<>(problem);
            if (looked.equals(new Looked.Seen<>(false))) missing.add("ReplicationLatency to " + region);
        }
        return new Looked.Seen<>(missing);
    }

    /** Reads and writes each by itself, or requests of any operation. */
    private Looked<List<String>> throttling(String table) {
        var missing = new ArrayList<String>();
        for (String metric : List.of("ReadThrottleEvents", "WriteThrottleEvents")) {
            Looked<Boolean> looked = has(table, metric, Optional.empty());
            if (looked instanceof Looked.Unseen<Boolean>(Problem problem)) return new Looked.Unseen<>(problem);
            if (looked.equals(new Looked.Seen<>(false))) missing.add(metric);
        }
        if (missing.isEmpty()) return new Looked.Seen<>(List.of());
        return anyOperation(table, "ThrottledRequests") instanceof Looked.Seen<List<String>>(List<String> requests)
                        && requests.isEmpty()
                ? new Looked.Seen<>(List.of())
                : new Looked.Seen<>(missing);
    }

    private Looked<List<String>> anyOperation(String table, String metric) {
        for (String operation : OPERATIONS) {
            Looked<Boolean> looked = has(table, metric, Optional.of(dimension("Operation", operation)));
            if (looked instanceof Looked.Unseen<Boolean>(Problem problem)) return new Looked.Unseen<>(problem);
            if (looked.equals(new Looked.Seen<>(true))) return new Looked.Seen<>(List.of());
        }
        return new Looked.Seen<>(List.of(metric));
    }

    private Looked<Boolean> has(String table, String metric, Optional<Dimension> more) {
        var dimensions = new ArrayList<Dimension>();
        dimensions.add(dimension("TableName", table));
        more.ifPresent(dimensions::add);
        Answer<Boolean> answer = store.metrics(metrics -> metrics
                .describeAlarmsForMetric(
                        all -> all.namespace(NAMESPACE).metricName(metric).dimensions(dimensions))
                .metricAlarms()
                .stream()
                // moto tells of alarms on other dimensions, too.
                .filter(alarm -> Set.copyOf(alarm.dimensions()).equals(Set.copyOf(dimensions)))
                .map(MetricAlarm::actionsEnabled)
                .anyMatch(Boolean.TRUE::equals));
        return switch (answer) {
            case Answer.Given<Boolean>(Boolean is) -> new Looked.Seen<>(is);
            case Answer.Missing<Boolean> missing -> new Looked.Unseen<>(missing.problem());
        };
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
