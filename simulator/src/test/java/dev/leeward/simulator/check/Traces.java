package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.backwards;
import static dev.leeward.simulator.check.Pieces.id;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Pieces.steps;
import static dev.leeward.simulator.check.Stage.API;
import static dev.leeward.simulator.check.Stage.BLOG;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.REFERENCE;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.T0;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.home;
import static dev.leeward.simulator.check.Stage.probeId;
import static dev.leeward.simulator.check.Stage.stand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Order;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.probe.Observation;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A trace written by hand, seen by one checker. Time goes on only where a test says so; node-1 is the life that acts unless
 * {@link #by} says otherwise.
 */
final class Traces {
    private final List<Breach> breaches = new ArrayList<>();
    private final Checker checker;
    private final Map<TargetId, Stand> truth = new HashMap<>(home());
    private final List<Long> notices = new ArrayList<>();
    private final Map<RunId, Event.RunStarted> runs = new HashMap<>();
    private final Topology topology;
    private Instant now = T0;
    private long sequence;
    private Life life = ONE;

    private Traces(Function<Consumer<Breach>, Checker> checker, Topology topology) {
        this.checker = checker.apply(breaches::add);
        this.topology = topology;
        see(new Happening.Began(topology, home()));
        starts(ONE);
    }

    static Traces of(Function<Consumer<Breach>, Checker> checker) {
        return of(checker, Stage.topology());
    }

    static Traces of(Function<Consumer<Breach>, Checker> checker, Topology topology) {
        return new Traces(checker, topology);
    }

    Instant now() {
        return now;
    }

    Traces see(Happening what) {
        checker.see(now, what);
        return this;
    }

    Traces after(Duration length) {
        now = now.plus(length);
        return this;
    }

    Traces after(long seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    /** Who acts from here on. */
    Traces by(Life other) {
        life = other;
        return this;
    }

    /** A life starts and takes the journal over. */
    Traces starts(Life other) {
        life = other;
        see(new Happening.NodeStarted(other));
        entry(new Event.NodeStarted(other.node(), "test"));
        return entry(new Event.ConfigurationApplied("digest", List.of(SHOP, BLOG)));
    }

    Traces dies() {
        return see(new Happening.NodeDied(life, "as the test wants it"));
    }

    /** The life that acts appends {@code event}. */
    Traces entry(Event event) {
        if (event instanceof Event.RunStarted run) runs.put(run.run(), run);
        return entryAt(now, event);
    }

    /** The same, at another time by the node's clock. */
    Traces entryAt(Instant nodeTime, Event event) {
        sequence++;
        if (event instanceof Event.RunStarted || event instanceof Event.RunEnded) notices.add(sequence);
        return see(new Happening.Appended(life, new Entry(sequence, nodeTime, event, "hash")));
    }

    /** An entry goes missing. */
    Traces skipEntry() {
        sequence++;
        return this;
    }

    /** Somebody moves the shop home by hand. */
    Traces moveBack() {
        return setByHand(WWW, stand(EAST, 0)).setByHand(API, stand(EAST, 0));
    }

    // Looks

    /** A look at {@code region} that took 10 ms and is over now. */
    Traces looked(RegionName region, Sighting sighting) {
        return look(Optional.of(region), probeId(region), sighting);
    }

    Traces lookedAtReference(Sighting sighting) {
        return look(Optional.empty(), REFERENCE, sighting);
    }

    /** So many looks at {@code region}, a second apart, with a good one at the reference before each. */
    Traces looks(int count, RegionName region, Sighting sighting) {
        for (int i = 0; i < count; i++) {
            after(1).lookedAtReference(OK);
            looked(region, sighting);
        }
        return this;
    }

    /** Good looks everywhere, every five seconds for as long. */
    Traces allWellFor(Duration length) {
        var end = now.plus(length);
        while (now.isBefore(end)) {
            after(5).lookedAtReference(OK);
            for (var service : topology.services()) {
                service.regions().forEach(region -> looked(region.name(), OK));
            }
        }
        return this;
    }

    private Traces look(Optional<RegionName> of, ProbeId probe, Sighting sighting) {
        var started = now.minusMillis(10);
        var seen = new Observation(probe, new VantagePoint(life.node()), started, now, sighting);
        return see(new Happening.Looked(life, started, of, seen));
    }

    Traces lookedAfresh(RegionName region, boolean ready) {
        Set<ProbeId> answered = ready ? Set.of(probeId(region)) : Set.of();
        Set<ProbeId> failed = ready ? Set.of() : Set.of(probeId(region));
        return see(new Happening.LookedAfresh(life, now.minusMillis(10), region, answered, failed, Set.of()));
    }

    // Runs

    /** An automatic run of the shop starts. */
    Traces run(long epoch, RunKind kind, RegionName from, RegionName to) {
        return run(epoch, kind, from, to, true, Set.of());
    }

    Traces ordered(long epoch, RunKind kind, RegionName from, RegionName to, Rule... overridden) {
        order(new Order.Move(SHOP, "anna", kind, Optional.of(to), Set.of(overridden), "test"));
        return run(epoch, kind, from, to, false, Set.of(overridden));
    }

    Traces order(Order order) {
        return entry(new Event.OrderAccepted(SHOP, order));
    }

    Traces run(long epoch, RunKind kind, RegionName from, RegionName to, boolean automatic, Set<Rule> overridden) {
        return entry(started(epoch, kind, from, to, automatic, overridden));
    }

    /** An automatic run that starts at another time by the node's clock. */
    Traces runAt(Instant nodeTime, long epoch, RunKind kind, RegionName from, RegionName to) {
        return entryAt(nodeTime, started(epoch, kind, from, to, true, Set.of()));
    }

    private static Event.RunStarted started(
            long epoch, RunKind kind, RegionName from, RegionName to, boolean automatic, Set<Rule> overridden) {
        return new Event.RunStarted(
                SHOP,
                id(epoch),
                kind,
                from,
                to,
                new Epoch(epoch),
                automatic,
                overridden,
                Optional.empty(),
                new Reason("as the test wants it", List.of()),
                steps(kind));
    }

    Traces begins(long epoch, StepId step, int attempt) {
        return entry(new Event.StepStarted(SHOP, id(epoch), step, attempt));
    }

    Traces ends(long epoch, StepId step, int attempt, StepResult result) {
        return entry(new Event.StepEnded(SHOP, id(epoch), step, attempt, result));
    }

    Traces done(long epoch, StepId step) {
        return begins(epoch, step, 1).ends(epoch, step, 1, new StepResult.Done("done"));
    }

    Traces takesBack(long epoch, TargetId... targets) {
        return entry(new Event.TakingBack(SHOP, id(epoch), "as the test wants it", backwards(targets)));
    }

    Traces runEnds(long epoch, Ending ending) {
        return entry(new Event.RunEnded(SHOP, id(epoch), ending, "as the test wants it", Map.of()));
    }

    /** A whole failover of both targets that goes well, all at once. */
    Traces moves(long epoch, RegionName from, RegionName to) {
        run(epoch, RunKind.FAILOVER, from, to).done(epoch, step(StepKind.RECHECK));
        return steersAndVerifies(epoch, to).runEnds(epoch, Ending.SUCCEEDED);
    }

    /** The second half of a move. */
    Traces steersAndVerifies(long epoch, RegionName to) {
        for (var target : List.of(WWW, API)) {
            begins(epoch, step(StepKind.STEER, target), 1).changes(epoch, step(StepKind.STEER, target), target, to);
            ends(epoch, step(StepKind.STEER, target), 1, new StepResult.Done("done"));
        }
        for (var target : List.of(WWW, API)) {
            begins(epoch, step(StepKind.VERIFY, target), 1).proves(epoch, target, to);
            ends(epoch, step(StepKind.VERIFY, target), 1, new StepResult.Done("done"));
        }
        return this;
    }

    // The world

    SteeringOrder steering(long epoch, StepId step, RegionName to) {
        var endpoints = new HashMap<RegionName, Endpoints>();
        for (var region : shop(topology).regions()) endpoints.put(region.name(), region.endpoints());
        var run = runs.get(id(epoch));
        var brought = run == null ? new Epoch(epoch) : run.epoch();
        return new SteeringOrder(SHOP, to, endpoints, SteeringOrder.TtlChoice.MOVING, brought, id(epoch) + "/" + step);
    }

    private static Service shop(Topology topology) {
        return topology.services().getFirst();
    }

    SteeringPlan plan(long epoch, StepId step, TargetId target, RegionName to) {
        var stands = at(target);
        var before = new Reading.Found(stands.values(), Optional.empty(), stands.epoch());
        return new SteeringPlan(target, steering(epoch, step, to), before, List.of("change"));
    }

    Traces planned(SteeringPlan plan) {
        return see(new Happening.PlanMade(life, plan.target(), plan.order(), new Planned.Ready(plan)));
    }

    Traces arrives(SteeringPlan plan, boolean refused) {
        return see(new Happening.Arrived(life, plan, refused));
    }

    /** A change is planned, arrives, has its effect and is told. */
    Traces changes(long epoch, StepId step, TargetId target, RegionName to) {
        var plan = plan(epoch, step, target, to);
        planned(plan).arrives(plan, false).set(target, stand(to, epoch), Optional.of(life));
        return told(plan, new Outcome.Applied("done"));
    }

    Traces told(SteeringPlan plan, Outcome outcome) {
        return see(new Happening.Told(life, plan, outcome));
    }

    Traces proves(long epoch, TargetId target, RegionName to) {
        return verified(epoch, step(StepKind.VERIFY, target), to, Verification.State.CURRENT)
                .after(Duration.ofMillis(20))
                .lookedAfresh(to, true);
    }

    /** Two name servers are asked: the first answers as ordered, the second is as {@code other} says. */
    Traces verified(long epoch, StepId step, RegionName to, Verification.State other) {
        var witnesses = List.of(
                new Verification.Witness("ns1", Verification.State.CURRENT, ""),
                new Verification.Witness("ns2", other, ""));
        return see(new Happening.Verified(life, WWW, steering(epoch, step, to), new Verification.Proven(witnesses)));
    }

    /** All that is to be told of has been, from the entry of that number on. */
    Traces notices(long from) {
        for (var notice : notices) {
            if (notice >= from) see(new Happening.Noticed(life, notice));
        }
        return this;
    }

    /** What stands at a target changes, by a node or by somebody else's hand. */
    Traces set(TargetId target, Stand after, Optional<Life> by) {
        var before = at(target);
        truth.put(target, after);
        return see(new Happening.Changed(target, before, after, by));
    }

    Traces setByHand(TargetId target, Stand after) {
        return set(target, after, Optional.empty());
    }

    Traces served(TargetId target, String server, Stand after) {
        return see(new Happening.Served(target, server, after));
    }

    private Stand at(TargetId target) {
        return truth.getOrDefault(target, stand(0));
    }

    // What a person hears of

    Traces alarm(String key, Alarm.Severity severity) {
        return entry(new Event.AlarmRaised(SHOP, new Alarm(key, severity, "as the test wants it")));
    }

    Traces clear(String key) {
        return entry(new Event.AlarmCleared(SHOP, key));
    }

    Traces pause(Duration length) {
        order(new Order.Pause(SHOP, "anna", length, "test"));
        return entry(new Event.Paused(SHOP, "anna", now.plus(length), "test"));
    }

    Traces resume() {
        order(new Order.Resume(SHOP, "anna"));
        return entry(new Event.Resumed(SHOP, "anna"));
    }

    // Verdicts

    Traces over(boolean converged) {
        checker.end(now, converged);
        return this;
    }

    void holds() {
        assertThat(breaches).isEmpty();
    }

    /** Exactly one breach, whose sentence has {@code part}. */
    void breaks(String part) {
        assertThat(breaches).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(checker.invariant());
            assertThat(breach.sentence()).contains(part);
        });
    }

    /** At least one, whose sentence has {@code part}. */
    void breaksAmongOthers(String part) {
        assertThat(breaches).anySatisfy(breach -> assertThat(breach.sentence()).contains(part));
    }
}
