package dev.leeward.node;

import dev.leeward.control.ControlLoop;
import dev.leeward.control.Effect;
import dev.leeward.control.Input;
import dev.leeward.control.Timers;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Journal;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.journal.sqlite.SqliteJournal;
import dev.leeward.journal.sqlite.SqliteOpening;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.StepResult;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays failovers of a service on paper when a node starts: the real control loop and a real journal in a folder of their
 * own, looks and targets made up. A virtual machine runs code that it never ran before ten times slower, and the first
 * failover is the one that counts. It touches nothing outside, and is bounded in time.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final VantagePoint NOBODY = new VantagePoint("rehearsal");
    private static final int MOST_TURNS = 1_000;

    private final Service service;
    private final List<Effect> effects = new ArrayList<>();
    private final ControlLoop loop;
    private Instant now;

    private Rehearsal(Service service, Journal journal, Instant now) {
        this.service = withoutLimits(service);
        this.now = now;
        this.loop = new ControlLoop(
                journal, effects::add, new Topology(List.of(this.service), List.of()), Timers.defaults(), 1_000, now);
    }

    /** Rehearses in the background for at most {@code atMost}; what goes wrong is logged and holds nothing up. */
    static void begin(Topology topology, Duration atMost) {
        var playable = topology.services().stream()
                .filter(s -> s.regions().stream().noneMatch(r -> r.probes().isEmpty()))
                .findFirst();
        if (playable.isEmpty()) return;
        var thread = Thread.ofPlatform().name("rehearsal").daemon();
        thread.start(() -> play(playable.get(), atMost));
    }

    /** How many failovers were played. */
    static int play(Service service, Duration atMost) {
        try {
            var folder = Files.createTempDirectory("leeward-rehearsal");
            try {
                return play(service, folder.resolve("journal.db"), System.nanoTime() + atMost.toNanos());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("no rehearsal, the first failover will be some milliseconds slower: {}", e.toString());
            return 0;
        }
    }

    private static int play(Service service, Path file, long deadline) throws IOException {
        return switch (SqliteJournal.open(new JournalFile(file, "rehearsal", "rehearsal"))) {
            case SqliteOpening.Refused refused ->
                throw new IOException(refused.problem().sentence());
            case SqliteOpening.Opened opened -> {
                try (var journal = opened.journal()) {
                    var rehearsal = new Rehearsal(service, journal, Instant.EPOCH);
                    int failovers = 0;
                    while (System.nanoTime() < deadline && rehearsal.failover()) failovers++;
                    LOG.debug("rehearsed {} failovers", failovers);
                    yield failovers;
                }
            }
        };
    }

    /** One region down, traffic in the other, all well again. Whether it came to that. */
    private boolean failover() {
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            var state = loop.projection().of(service.name());
            var verdicts = state.verdicts();
            boolean well = service.regions().stream().allMatch(r -> verdicts.get(r.name()) == Verdict.HEALTHY);
            if (state.active().isPresent() && well && state.run().isEmpty()) break;
            turn(Optional.empty());
        }
        int before = loop.projection().of(service.name()).past().size();
        var victim = loop.projection().of(service.name()).active();
        for (int turns = 0; turns < MOST_TURNS && victim.isPresent(); turns++) {
            turn(victim);
            var state = loop.projection().of(service.name());
            if (state.active().filter(at -> !at.equals(victim.get())).isPresent()
                    && state.run().isEmpty()) return true;
        }
        LOG.warn("the rehearsal of a failover of {} did not come to its end ({} runs)", service.name(), before);
        return false;
    }

    private void turn(Optional<RegionName> down) {
        now = now.plus(service.detection().interval());
        var inputs = new ArrayList<Input>();
        effects.forEach(effect -> inputs.add(answer(effect)));
        effects.clear();
        for (var region : service.regions()) {
            var seen = down.filter(region.name()::equals).isPresent() ? refused() : fine();
            region.probes()
                    .forEach(p -> inputs.add(new Input.Observed(new Observation(p.id(), NOBODY, now, now, seen))));
        }
        loop.turn(now, inputs);
    }

    private Input answer(Effect effect) {
        return switch (effect) {
            case Effect.Attempt a ->
                new Input.StepReturned(
                        a.name(), a.run().id(), a.step().id(), a.attempt(), new StepResult.Done("on paper"));
            case Effect.Survey survey -> new Input.Surveyed(survey.name(), survey.begunAt(), stands());
        };
    }

    private Map<TargetId, Reading> stands() {
        var state = loop.projection().of(service.name());
        Region stands = state.active().flatMap(service::region).orElse(service.home());
        var readings = new HashMap<TargetId, Reading>();
        for (var target : service.targets()) {
            readings.put(target, new Reading.Found(stands.endpoints().byType(), Optional.empty(), Epoch.NONE));
        }
        return readings;
    }

    private static Service withoutLimits(Service s) {
        var policy = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC,
                Duration.ZERO,
                Integer.MAX_VALUE,
                Duration.ofDays(1),
                Optional.empty(),
                Duration.ofDays(365));
        // There is one observer on paper.
        var detection = s.detection().withQuorum(1);
        return new Service(s.name(), s.regions(), detection, policy, s.failback(), s.targets(), s.steadyTtl());
    }

    private static Sighting fine() {
        return new Sighting.Healthy(PhaseTimings.ofTotal(Duration.ofMillis(1)), List.of());
    }

    private static Sighting refused() {
        return new Sighting.Failing(FailureKind.REFUSED, "on paper", PhaseTimings.ofTotal(Duration.ofMillis(1)));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
        }
    }
}
