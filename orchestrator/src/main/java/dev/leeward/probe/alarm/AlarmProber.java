package dev.leeward.probe.alarm;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.looking.BlockingLooks;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/**
 * Looks at alarms of CloudWatch ({@link Check.Alarms}), each look on a virtual thread of its own. A CloudWatch that does not answer
 * says nothing of the region.
 */
public final class AlarmProber implements Prober {
    private static final int MOST_AT_ONCE = 64;

    private final Map<Place, Store> open = new ConcurrentHashMap<>();
    private final BlockingLooks looks = new BlockingLooks("alarms", MOST_AT_ONCE);

    private record Place(String region, Optional<URI> endpoint, Duration limit) {}

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Alarms check)) throw new IllegalArgumentException("not an alarm");
        looks.start(probe.id(), sink, begun -> seen(probe, check, begun));
    }

    private Sighting seen(Probe probe, Check.Alarms check, long begun) {
        var place = new Place(check.awsRegion(), check.endpoint(), probe.timeout());
        var store = open.computeIfAbsent(place, AlarmProber::opened);
        Answer<DescribeAlarmsResponse> answer = store.metrics(cloudwatch -> cloudwatch.describeAlarms(
                all -> all.alarmNames(check.names()).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
        var timings = BlockingLooks.timings(begun);
        return switch (answer) {
            case Answer.Missing<DescribeAlarmsResponse> missing ->
                new Sighting.Inconclusive(missing.problem().sentence(), timings);
            case Answer.Given<DescribeAlarmsResponse>(var given) ->
                Alarms.of(given).against(check, timings);
        };
    }

    private static Store opened(Place place) {
        return Store.open(StoreAddress.withFoundCredentials(place.region(), place.endpoint())
                .within(place.limit()));
    }

    /** Ends all looks in flight. */
    @Override
    public void close() {
        looks.close();
        open.values().forEach(Store::close);
    }
}
