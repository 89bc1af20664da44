package dev.leeward.simulator.forecast;

import dev.leeward.decision.Order;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.simulator.fault.Blows;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.node.Nodes;
import dev.leeward.simulator.scenario.Incident;
import dev.leeward.simulator.scenario.Scenario;
import dev.leeward.simulator.scenario.Staging;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Chance;
import dev.leeward.simulator.world.Network.Way;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A scenario with everything that one seed leaves to chance. The same plan plays the same way, to the last happening. */
final class Plan {
    /** From an API call to its arrival, and back: what a way across a continent takes. */
    private static final long LEAST_DELAY = 2_000_000;

    private static final long MOST_DELAY = 75_000_000;
    private static final List<String> NODES = List.of("node-1", "node-2");

    private record Due(Duration at, Incident incident) {}

    private final Subject subject;
    private final Chance casting;
    private final Chance delays;
    private final Chance chance;
    private final List<Due> due = new ArrayList<>();
    private final Duration opening;
    private final Duration end;

    private Plan(Subject subject, Scenario scenario, long seed) {
        this.subject = subject;
        var all = new Chance(seed);
        this.casting = all.split();
        this.delays = all.split();
        this.chance = all.split();
        long grid = subject.longestInterval().toNanos();
        this.opening = subject.leadIn().plusNanos(all.between(0L, grid));
        for (var incident : scenario.incidents()) {
            long late = all.between(0L, incident.jitter().toNanos() + 1);
            due.add(new Due(opening.plus(incident.at()).plusNanos(late), incident));
        }
        this.end = opening.plus(scenario.length());
    }

    static Plan of(Subject subject, Scenario scenario, long seed) {
        return new Plan(subject, scenario, seed);
    }

    /** When the first incident begins. */
    Instant zero() {
        return Timeline.BEGIN.plus(
                due.stream().map(Due::at).min(Duration::compareTo).orElse(opening));
    }

    /** When the scenario is over. */
    Instant end() {
        return Timeline.BEGIN.plus(end);
    }

    /** Hears of incidents as they begin. */
    interface Prompter {
        /** {@code incident} begins now; {@code strikes} are what it comes to, with their times from now on. */
        void begins(Instant now, Incident incident, List<Strike> strikes);
    }

    /** Plays it; once only. {@code watcher} is told of everything that happens, in true time. */
    void play(BiConsumer<Instant, Happening> watcher) {
        play(watcher, (_, _, _) -> {});
    }

    /** The same; {@code prompter} hears of incidents. */
    void play(BiConsumer<Instant, Happening> watcher, Prompter prompter) {
        var person = new Person();
        var world = new World(subject.topology(), chance, (at, what) -> {
            watcher.accept(at, what);
            person.see(what);
        });
        var nodes = Nodes.of(Crew.ALONE, world, subject.topology());
        person.appear(world, nodes);
        furnish(world);
        var blows = new Blows(world, nodes, subject.topology());
        for (var each : due) world.timeline().after(each.at(), () -> begin(each, world, blows, prompter));
        nodes.supervise();
        while (world.timeline().step(end.toNanos())) nodes.supervise();
    }

    /** Who is meant by "active" is settled when it happens. */
    private void begin(Due next, World world, Blows blows, Prompter prompter) {
        var left = end.minus(next.at());
        var strikes = Staging.of(next.incident(), subject.topology(), active(world), left, casting);
        prompter.begins(world.timeline().instant(), next.incident(), strikes);
        blows.plan(strikes);
    }

    private RegionName active(World world) {
        return world.provider(subject.service().targets().getFirst())
                .stand()
                .region(subject.service())
                .orElse(subject.service().home().name());
    }

    /** Providers publish as theirs do, every way takes its time, and a look sees what its kind can. */
    private void furnish(World world) {
        world.applications().discern();
        for (var name : subject.names()) {
            world.provider(name.target()).publishes(name.publishing());
            delay(world, name.target().value());
        }
        for (var region : subject.service().regions())
            delay(world, region.name().value());
    }

    private void delay(World world, String place) {
        var way = new Way(0, 0, delays.between(LEAST_DELAY, MOST_DELAY));
        NODES.forEach(node -> world.network().set(node, place, way));
    }

    /** Approves what waits for approval, as long after as the operator said. */
    private final class Person {
        private Runnable approve = () -> {};

        void appear(World world, Nodes nodes) {
            subject.approveAfter()
                    .ifPresent(after -> approve = () -> world.timeline()
                            .after(
                                    after,
                                    () -> nodes.order(
                                            new Order.Approve(subject.service().name(), Staging.person()), false)));
        }

        void see(Happening what) {
            if (what instanceof Happening.Appended appended
                    && appended.entry().event() instanceof Event.ApprovalAsked) {
                approve.run();
            }
        }
    }
}
