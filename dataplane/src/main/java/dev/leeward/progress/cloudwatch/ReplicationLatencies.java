package dev.leeward.progress.cloudwatch;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.lag.LatencyTrack;
import dev.leeward.lag.LatencyTrack.Minute;
import dev.leeward.table.Looked;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** Asks CloudWatch of the region where something is written how long DynamoDB takes to bring it to other regions. */
public final class ReplicationLatencies {
    private static final String NAMESPACE = "AWS/DynamoDB";
    private static final String METRIC = "ReplicationLatency";
    private static final int SECONDS = 60;
    /** CloudWatch takes the minutes of the machine that asks; a clock that is a little wrong shall not hide the newest. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Store store;

    /** For the tables of a region. */
    public ReplicationLatencies(Store store) {
        this.store = store;
    }

    /**
     * What was told of one way of one table.
     *
     * @param answered when, by CloudWatch's clock
     */
    public record Told(Instant answered, List<Minute> minutes) {
        public Told {
            minutes = List.copyOf(minutes);
        }
    }

    /**
     * Asks for the last quarter of an hour.
     *
     * @param awsRegion the other region, as Amazon calls it
     */
    public Looked<Told> read(String table, String awsRegion, Instant now) {
        var query = MetricDataQuery.builder()
                .id("latency")
                .metricStat(stat -> stat.period(SECONDS)
                        .stat("Maximum")
                        .metric(Metric.builder()
                                .namespace(NAMESPACE)
                                .metricName(METRIC)
                                .dimensions(dimension("TableName", table), dimension("ReceivingRegion", awsRegion))
                                .build()))
                .build();
        // Periods are counted from here.
        Instant begin = now.minus(LatencyTrack.WINDOW).minus(SLACK).truncatedTo(ChronoUnit.MINUTES);
        Answer<GetMetricDataResponse> answer = store.metrics(metrics -> metrics.getMetricData(
                all -> all.startTime(begin).endTime(now.plus(SLACK)).metricDataQueries(query)));
        return switch (answer) {
            case Answer.Missing<GetMetricDataResponse> missing -> new Looked.Unseen<>(missing.problem());
            case Answer.Given<GetMetricDataResponse>(GetMetricDataResponse given) -> told(given);
        };
    }

    private Looked<Told> told(GetMetricDataResponse given) {
        Optional<Instant> date =
                given.sdkHttpResponse().firstMatchingHeader("Date").flatMap(ReplicationLatencies::time);
        if (date.isEmpty()) return garbled("has no date, so nobody knows how old it is");
        var minutes = new ArrayList<Minute>();
        for (MetricDataResult result : given.metricDataResults()) {
            if (result.timestamps().size() != result.values().size()) return garbled("has times without values");
            for (int n = 0; n < result.values().size(); n++) {
                double millis = result.values().get(n);
                // Not a number, or less than nothing, is no measure of anything.
                if (!(millis >= 0 && millis < Integer.MAX_VALUE)) return garbled("has a latency of " + millis);
                minutes.add(new Minute(result.timestamps().get(n), Duration.ofMillis((long) Math.ceil(millis))));
            }
        }
        Instant oldest = date.get().minus(LatencyTrack.WINDOW);
        minutes.removeIf(minute -> minute.begin().isBefore(oldest));
        return new Looked.Seen<>(new Told(date.get(), minutes));
    }

    private Looked<Told> garbled(String what) {
        return new Looked.Unseen<>(
                Problem.lasting(FaultCode.GARBLED, "the answer of CloudWatch for " + store.address() + " " + what));
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
