package dev.leeward.probe.alarm;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
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
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Set<Thread> lookers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Place(String region, Optional<URI> endpoint, Duration limit) {}

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Alarms check)) throw new IllegalArgumentException("not an alarm");
        if (!places.tryAcquire()) {
            sink.accept(inconclusive("too many looks at alarms at once", System.nanoTime()));
            return;
        }
        Thread looker =
                Thread.ofVirtual().name("leeward-alarm-" + probe.id()).unstarted(() -> look(probe, check, sink));
        lookers.add(looker);
        looker.start();
        // After the add: either close() sees this looker, or this sees that it is closed.
        if (closed) looker.interrupt();
    }

    private void look(Probe probe, Check.Alarms check, Consumer<Sighting> sink) {
        long begun = System.nanoTime();
        Sighting seen;
        try {
            seen = closed ? inconclusive("the prober is closed", begun) : seen(probe, check, begun);
        } finally {
            lookers.remove(Thread.currentThread());
            places.release();
        }
        sink.accept(seen);
    }

    private Sighting seen(Probe probe, Check.Alarms check, long begun) {
        var place = new Place(check.awsRegion(), check.endpoint(), probe.timeout());
        var store = open.computeIfAbsent(place, AlarmProber::opened);
        Answer<DescribeAlarmsResponse> answer = store.metrics(cloudwatch -> cloudwatch.describeAlarms(
                all -> all.alarmNames(check.names()).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
        var timings = PhaseTimings.ofTotal(Duration.ofNanos(System.nanoTime() - begun));
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

    private static Sighting inconclusive(String why, long begun) {
        return new Sighting.Inconclusive(why, PhaseTimings.ofTotal(Duration.ofNanos(System.nanoTime() - begun)));
    }

    /** Ends all looks in flight. */
    @Override
    public void close() {
        closed = true;
        lookers.forEach(Thread::interrupt);
        open.values().forEach(Store::close);
    }
}
