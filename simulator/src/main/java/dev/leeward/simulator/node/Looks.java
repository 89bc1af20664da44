package dev.leeward.simulator.node;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.RegionName;
import dev.leeward.schedule.Timetable;
import dev.leeward.schedule.Turn;
import dev.leeward.service.Topology;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.world.Applications;
import dev.leeward.simulator.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Looks at everything by the production timetable, over the simulated network. */
final class Looks {
    /** As production has it. */
    private static final int BURST_LIMIT = 12;

    /** How often it is seen whether looks may go on. */
    private static final long STOPPED = 200_000_000;

    private final World world;
    private final Executor process;
    private final Consumer<Seen> sees;
    private final NodeClock clock;
    private final VantagePoint from;
    private final Timetable timetable = new Timetable(BURST_LIMIT);
    private final Map<ProbeId, RegionName> regions = new HashMap<>();
    private final Set<ProbeId> probes = new HashSet<>();
    private final Set<ProbeId> inFlight = new HashSet<>();
    private final Set<ProbeId> awaited = new HashSet<>();
    private Instant alarm = Instant.MAX;

    /** Of the vantage point {@code from}, whose {@code process} does what is to be done as long as it runs. */
    Looks(World world, String from, NodeClock clock, Executor process, Consumer<Seen> sees) {
        this.world = world;
        this.process = process;
        this.clock = clock;
        this.from = new VantagePoint(from);
        this.sees = sees;
    }

    void configure(Topology topology) {
        regions.clear();
        probes.clear();
        topology.references().forEach(probe -> probes.add(probe.id()));
        for (var service : topology.services()) {
            for (var region : service.regions()) {
                region.probes().forEach(probe -> regions.put(probe.id(), region.name()));
                region.probes().forEach(probe -> probes.add(probe.id()));
            }
        }
        timetable.reconfigure(topology, clock.instant());
        arm();
    }

    /** Whether no look is under way. */
    boolean idle() {
        return inFlight.isEmpty();
    }

    /** Time has leapt: until every probe has looked again, nothing is fresh. */
    void awaitAll() {
        awaited.addAll(probes);
    }

    /** Whether every probe has looked since time leapt. */
    boolean landed() {
        return awaited.isEmpty();
    }

    private void turn() {
        alarm = Instant.MAX;
        if (world.looksStopped()) {
            world.timeline().after(STOPPED, () -> process.execute(this::turn));
            return;
        }
        timetable.due(clock.instant()).forEach(this::begin);
        arm();
    }

    /** Sets the alarm for the next look, if none rings before it. */
    private void arm() {
        var next = timetable.next();
        if (next.isEmpty() || !next.get().isBefore(alarm)) return;
        alarm = next.get();
        var due = alarm;
        world.timeline()
                .after(
                        clock.until(due),
                        () -> process.execute(() -> {
                            if (alarm.equals(due)) turn();
                        }));
    }

    private void begin(Turn turn) {
        var probe = turn.probe();
        var region = Optional.ofNullable(regions.get(probe.id()));
        var startedAt = world.timeline().instant();
        var started = clock.instant();
        var place = region.map(RegionName::value).orElse(probe.id().value());
        inFlight.add(probe.id());
        var trip = world.network().trip(from.value(), place);
        Calls.look(
                world,
                trip,
                probe.timeout().toNanos(),
                () -> region.map(name -> world.applications().meet(name, probe.check()))
                        .orElse(Applications.healthy()),
                seen -> process.execute(() -> end(turn, probe, region, startedAt, started, seen)));
    }

    private void end(
            Turn turn, Probe probe, Optional<RegionName> region, Instant startedAt, Instant started, Sighting seen) {
        inFlight.remove(probe.id());
        awaited.remove(probe.id());
        var now = clock.instant();
        boolean counts = timetable.ended(turn, seen, now);
        arm();
        if (!counts) return;
        sees.accept(new Seen(startedAt, region, new Observation(probe.id(), from, started, now, seen)));
    }
}
