package dev.leeward.probe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ProbeScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final PhaseTimings NO_TIME = PhaseTimings.ofTotal(Duration.ZERO);

    /** Answers at once, or keeps the sink where the test says so. */
    private static final class FakeProber implements Prober {
        private final Set<String> down = new HashSet<>();
        private final Set<String> held = new HashSet<>();
        private final List<Consumer<Sighting>> waiting = new ArrayList<>();
        private final List<String> looks = new CopyOnWriteArrayList<>();

        @Override
        public void look(Probe probe, Consumer<Sighting> sink) {
            String id = probe.id().value();
            looks.add(id);
            if (held.contains(id)) waiting.add(sink);
            else sink.accept(down.contains(id) ? failing() : new Sighting.Healthy(NO_TIME, List.of()));
        }

        int count(String id) {
            return (int) looks.stream().filter(id::equals).count();
        }

        @Override
        public void close() {
            waiting.forEach(sink -> sink.accept(new Sighting.Inconclusive("closed", NO_TIME)));
        }
    }

    private final FakeProber prober = new FakeProber();
    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private Instant now = START;
    private final ProbeSchedule schedule =
            ProbeSchedule.turnedByHand(prober, new VantagePoint("here"), () -> now, 12, observed::add);

    private static Sighting failing() {
        return new Sighting.Failing(FailureKind.REFUSED, "by the test", NO_TIME);
    }

    private static Probe probe(String id, int seconds) {
        return new Probe(
                new ProbeId(id),
                new Check.Tcp("192.0.2.1", 80),
                Duration.ofSeconds(seconds),
                TIMEOUT,
                Duration.ofSeconds(1));
    }

    private static Region region(String name, Probe... probes) {
        return new Region(new RegionName(name), Endpoints.of(RecordType.A, "192.0.2.1"), List.of(probes));
    }

    private static Service service(String name, Region... regions) {
        return new Service(
                new ServiceName(name),
                List.of(regions),
                HealthPolicy.defaults(),
                FailoverPolicy.defaults(),
                FailbackPolicy.defaults(),
                List.of(),
                Duration.ofMinutes(5));
    }

    private static Topology shop() {
        return new Topology(
                List.of(
                        service("shop", region("east", probe("east", 60)), region("west", probe("west", 60))),
                        service("blog", region("east", probe("blog-e", 60)), region("west", probe("blog-w", 60)))),
                List.of(probe("reference", 60)));
    }

    /** Lets time pass in steps of 10 ms; what a look that ended made due is looked at in the same moment. */
    private void pass(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plusMillis(10)) {
            int turns = 0;
            while (schedule.turn().filter(next -> !next.isAfter(now)).isPresent()) {
                assertThat(++turns).as("turns in one moment").isLessThan(10);
            }
        }
    }

    @Test
    void every_probe_looks_within_a_second_and_then_once_per_interval() {
        schedule.reconfigure(shop());
        pass(Duration.ofSeconds(1));
        assertThat(prober.looks).hasSize(5).doesNotHaveDuplicates();
        pass(Duration.ofSeconds(60));
        int before = prober.looks.size();
        pass(Duration.ofMinutes(10));
        assertThat(prober.looks).hasSize(before + 50);
        assertThat(observed).hasSameSizeAs(prober.looks);
    }

    @Test
    void an_observation_says_who_saw_it_and_from_when_to_when() {
        schedule.reconfigure(shop());
        prober.held.add("east");
        pass(Duration.ofSeconds(2));
        now = now.plusMillis(1);
        observed.clear();
        prober.waiting.getFirst().accept(failing());
        assertThat(observed).singleElement().satisfies(seen -> {
            assertThat(seen.from()).isEqualTo(new VantagePoint("here"));
            assertThat(seen.startedAt()).isBetween(START, START.plusSeconds(1));
            assertThat(seen.endedAt()).isEqualTo(now);
        });
    }

    @Test
    void a_first_failure_calls_the_references_and_the_other_regions_at_once() {
        schedule.reconfigure(shop());
        pass(Duration.ofSeconds(70));
        prober.down.add("east");
        int looksOfEast = prober.count("east");
        // Just before the look of east that fails; nothing of what follows has happened yet.
        Instant slot = observed.stream()
                .filter(seen -> seen.probe().equals(new ProbeId("east")))
                .toList()
                .getLast()
                .startedAt()
                .plusSeconds(60);
        pass(Duration.between(now, slot));
        assertThat(prober.count("east")).isEqualTo(looksOfEast);
        int references = prober.count("reference");
        int west = prober.count("west");
        int others = prober.count("blog-w") + prober.count("blog-e");
        pass(Duration.ofMillis(1_030));
        // One each at once, or a burst after their last look; a slot of their own may have come too.
        assertThat(prober.count("reference") - references).isBetween(1, 2);
        assertThat(prober.count("west") - west).isBetween(1, 2);
        assertThat(prober.count("blog-w") + prober.count("blog-e") - others).isBetween(0, 1);
    }

    @Test
    void a_failing_probe_looks_in_bursts_until_the_limit() {
        schedule.reconfigure(shop());
        pass(Duration.ofSeconds(70));
        prober.down.add("east");
        pass(Duration.ofSeconds(60));
        int before = prober.count("east");
        pass(Duration.ofSeconds(60));
        assertThat(before).isBetween(12, 16);
        assertThat(prober.count("east") - before).isLessThanOrEqualTo(12);
    }

    @Test
    void what_a_peer_sees_fail_is_looked_at_again_at_once_unless_it_fails_here_too() {
        schedule.reconfigure(shop());
        pass(Duration.ofSeconds(70));
        int calm = prober.count("east");
        schedule.lookAgain(new ProbeId("east"));
        schedule.lookAgain(new ProbeId("nowhere"));
        pass(Duration.ofMillis(1_030));
        assertThat(prober.count("east") - calm).isBetween(1, 2);
        prober.down.add("east");
        pass(Duration.ofMinutes(3));
        int burnt = prober.count("east");
        for (int i = 0; i < 30; i++) {
            schedule.lookAgain(new ProbeId("east"));
            pass(Duration.ofSeconds(1));
        }
        assertThat(prober.count("east") - burnt).as("not hammered").isLessThanOrEqualTo(1);
    }

    @Test
    void references_are_not_hammered_when_everything_fails() {
        schedule.reconfigure(shop());
        pass(Duration.ofSeconds(70));
        prober.down.addAll(List.of("east", "west", "blog-e", "blog-w"));
        int before = prober.count("reference");
        pass(Duration.ofSeconds(60));
        assertThat(prober.count("reference") - before).isLessThanOrEqualTo(6);
    }

    @Test
    void unchanged_probes_keep_their_cadence_and_removed_ones_are_heard_no_more() {
        schedule.reconfigure(shop());
        prober.held.add("reference");
        pass(Duration.ofSeconds(5));
        int looks = prober.looks.size();
        Topology without = new Topology(shop().services(), List.of());
        schedule.reconfigure(without);
        pass(Duration.ofSeconds(1));
        assertThat(prober.looks).as("nothing looks again because of a reload").hasSizeBetween(looks, looks + 1);
        observed.clear();
        prober.waiting.getFirst().accept(failing());
        assertThat(observed).isEmpty();
    }

    @Test
    void a_changed_probe_begins_anew() {
        schedule.reconfigure(new Topology(List.of(), List.of(probe("reference", 60))));
        pass(Duration.ofSeconds(2));
        schedule.reconfigure(new Topology(List.of(), List.of(probe("reference", 30))));
        pass(Duration.ofSeconds(1));
        assertThat(prober.count("reference")).isEqualTo(2);
    }

    @Test
    void a_sink_called_twice_counts_once() {
        schedule.reconfigure(new Topology(List.of(), List.of(probe("reference", 60))));
        prober.held.add("reference");
        pass(Duration.ofSeconds(2));
        prober.waiting.getFirst().accept(failing());
        prober.waiting.getFirst().accept(failing());
        assertThat(observed).hasSize(1);
    }

    @Test
    void after_the_close_nothing_looks_and_nothing_is_reported() {
        schedule.reconfigure(shop());
        prober.held.add("east");
        pass(Duration.ofSeconds(2));
        schedule.close();
        int looks = prober.looks.size();
        observed.clear();
        pass(Duration.ofMinutes(2));
        prober.close();
        assertThat(prober.looks).hasSize(looks);
        assertThat(observed).isEmpty();
    }

    @Test
    void the_thread_looks_by_itself() {
        Probe quick = new Probe(
                new ProbeId("quick"),
                new Check.Tcp("192.0.2.1", 80),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                Duration.ofMillis(50));
        FakeProber seen = new FakeProber();
        try (ProbeSchedule running =
                ProbeSchedule.start(seen, new VantagePoint("here"), new SteadyClock(), 12, observed::add)) {
            running.reconfigure(new Topology(List.of(), List.of(quick)));
            Await.until("it has looked ten times", Duration.ofSeconds(10), () -> observed.size() >= 10);
        }
        for (int i = 1; i < observed.size(); i++) {
            assertThat(observed.get(i).startedAt()).isAfter(observed.get(i - 1).startedAt());
        }
    }
}
