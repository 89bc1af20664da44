package dev.leeward.simulator.node;

import dev.leeward.journal.Entry;
import dev.leeward.probe.ProbeId;
import dev.leeward.service.Topology;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Leases;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process that watches all the time, and decides while it holds the lead. Its own count of the lease runs out first: it
 * begins before the last sign of life was sent and is a tenth shorter. As production does it, but for the numbers of looks at
 * who leads, which are fewer here.
 */
final class Candidate {
    private static final long LOOK_EVERY = 500_000_000;
    private static final long LOOK_LIMIT = 1_000_000_000;
    private static final long SIGN_EVERY = Leases.LENGTH / 4;
    private static final Duration OWN_COUNT = Duration.ofNanos(Leases.LENGTH / 10 * 9);
    private static final long STEP_ASIDE = 5_000_000_000L;
    private static final long FASTEST = 9_000;
    private static final int TRIES = 4;
    private static final long TRY = 600_000_000;
    private static final int RECENT = 20;

    private final World world;
    private final String name;
    private final Candidates candidates;
    private final Map<ProbeId, Deque<Seen>> recent = new HashMap<>();
    private final List<Runnable> whileFrozen = new ArrayList<>();
    private NodeClock clock;
    private Looks looks;
    private Courier courier;
    private Optional<SimulatedNode> node = Optional.empty();
    private Instant surelyUntil = Instant.MIN;
    private long term;
    private long drift;
    private int runs;
    private boolean up;
    private boolean starting;
    private boolean keptDown;
    private boolean frozen;

    Candidate(World world, String name, Candidates candidates) {
        this.world = world;
        this.name = name;
        this.candidates = candidates;
        this.drift = world.chance().between(-FASTEST, FASTEST);
        this.clock = new NodeClock(world.timeline(), world.wall(), drift);
        this.courier = courier();
        this.looks = looks();
    }

    private Courier courier() {
        return new Courier(
                world,
                name,
                clock,
                () -> candidates.leader().filter(leader -> !leader.life().node().equals(name)));
    }

    private Looks looks() {
        int run = runs;
        return new Looks(world, name, clock, what -> then(run, what), this::saw);
    }

    /** The node that decides here, while one does. */
    Optional<SimulatedNode> node() {
        return node.filter(held -> held.death().isEmpty());
    }

    /** The number of its last term. */
    long term() {
        return term;
    }

    /** Sees what became of its node, and whether it has to be started. */
    boolean needsStart() {
        if (node.filter(SimulatedNode::crashed).isPresent()) die("its process crashed");
        else if (node.isPresent() && node().isEmpty()) stepDown(LOOK_EVERY);
        return !up && !keptDown && !starting;
    }

    boolean isNew() {
        return runs == 0;
    }

    void awaitStart() {
        starting = true;
    }

    void start() {
        starting = false;
        if (keptDown || up) return;
        up = true;
        runs++;
        clock = new NodeClock(world.timeline(), world.wall(), drift);
        courier = courier();
        looks = looks();
        recent.clear();
        looks.configure(candidates.file());
        campaign();
    }

    void drift(long partsPerMillion) {
        drift = partsPerMillion;
    }

    /** The configuration file has changed; whoever leads asks the journal first. */
    void configure() {
        if (up && node().isEmpty()) looks.configure(candidates.file());
    }

    /** The process is gone. */
    void die(String why) {
        up = false;
        frozen = false;
        runs++;
        whileFrozen.clear();
        node.ifPresent(held -> held.die(why));
        node = Optional.empty();
    }

    void keepDown() {
        keptDown = true;
        die("killed");
    }

    void letStart() {
        keptDown = false;
    }

    void freeze() {
        if (!up || frozen) return;
        frozen = true;
        node.ifPresent(SimulatedNode::freeze);
    }

    void thaw() {
        if (!frozen) return;
        frozen = false;
        node.ifPresent(SimulatedNode::thaw);
        var waiting = List.copyOf(whileFrozen);
        whileFrozen.clear();
        int run = runs;
        waiting.forEach(what -> then(run, what));
    }

    private void then(int run, Runnable what) {
        if (run != runs || !up) return;
        if (frozen) whileFrozen.add(what);
        else what.run();
    }

    private void after(long nanos, Runnable what) {
        int run = runs;
        world.timeline().after(nanos, () -> then(run, what));
    }

    private void saw(Seen seen) {
        if (node().isPresent()) {
            node().get().see(seen);
            return;
        }
        var kept = recent.computeIfAbsent(seen.observation().probe(), _ -> new ArrayDeque<>());
        kept.add(seen);
        if (kept.size() > RECENT) kept.removeFirst();
        courier.send(seen);
    }

    /** Asks for the lead, again and again until it has it. */
    private void campaign() {
        var asked = clock.instant();
        var trip = world.network().trip(name, Leases.PLACE);
        if (trip.there().isEmpty() || world.leases().down()) {
            after(LOOK_LIMIT, this::campaign);
            return;
        }
        int run = runs;
        world.timeline().after(trip.there().getAsLong(), () -> {
            var granted = world.leases().down()
                    ? Optional.<Long>empty()
                    : world.leases().grant();
            if (trip.back().isEmpty()) {
                world.timeline().after(LOOK_LIMIT, () -> then(run, this::campaign));
                return;
            }
            long back = trip.back().getAsLong() - trip.there().getAsLong();
            world.timeline()
                    .after(
                            back,
                            () -> then(
                                    run,
                                    () -> granted.ifPresentOrElse(
                                            number -> begin(number, asked), () -> after(LOOK_EVERY, this::campaign))));
        });
    }

    private void begin(long number, Instant asked) {
        surelyUntil = asked.plus(OWN_COUNT);
        if (!holds()) {
            after(LOOK_EVERY, this::campaign);
            return;
        }
        term = number;
        var ahead = clock.instant();
        world.disk().last().map(Entry::at).ifPresent(clock::advanceTo);
        surelyUntil = surelyUntil.plus(Duration.between(ahead, clock.instant()));
        var life = candidates.nextLife(name);
        world.tell(new Happening.Elected(life, term));
        var next = new SimulatedNode(world, life, candidates.file(), clock, new Lead(number));
        node = Optional.of(next);
        next.start(sights());
        if (next.death().isPresent()) {
            if (!next.crashed()) stepDown(STEP_ASIDE);
            return;
        }
        recent.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparing(seen -> seen.observation().startedAt()))
                .forEach(next::see);
        recent.clear();
        sign(number);
        expire(number);
    }

    private Sights sights() {
        return new Sights() {
            @Override
            public void configure(Topology topology) {
                looks.configure(topology);
            }

            @Override
            public boolean idle() {
                return looks.idle();
            }

            @Override
            public void land() {
                looks.awaitAll();
            }

            @Override
            public boolean landed() {
                return looks.landed();
            }
        };
    }

    private boolean holds() {
        return clock.instant().isBefore(surelyUntil);
    }

    private boolean leads(long number) {
        return term == number && node().isPresent();
    }

    /** Gives a sign of life, and so on while the term lasts. */
    private void sign(long number) {
        if (!leads(number)) return;
        after(SIGN_EVERY, () -> sign(number));
        var sent = clock.instant();
        var trip = world.network().trip(name, Leases.PLACE);
        if (trip.there().isEmpty()) return;
        int run = runs;
        world.timeline().after(trip.there().getAsLong(), () -> {
            if (world.leases().down()) return;
            boolean stands = world.leases().confirm(number);
            if (trip.back().isEmpty()) return;
            long back = trip.back().getAsLong() - trip.there().getAsLong();
            world.timeline().after(back, () -> then(run, () -> confirmed(number, stands, sent)));
        });
    }

    private void confirmed(long number, boolean stands, Instant sent) {
        if (!leads(number) || !holds()) return;
        if (!stands) end("the lease ran out");
        else if (sent.plus(OWN_COUNT).isAfter(surelyUntil)) surelyUntil = sent.plus(OWN_COUNT);
    }

    /** Ends the term once the own count of the lease runs out; it is never revived. */
    private void expire(long number) {
        after(clock.until(surelyUntil), () -> {
            if (!leads(number)) return;
            if (holds()) expire(number);
            else end("no answer about its lease in time");
        });
    }

    private void end(String why) {
        node.ifPresent(held -> held.die(why));
        stepDown(LOOK_EVERY);
    }

    /** The term is over, and the next one is asked for after {@code wait}: whoever could not even begin lets others try. */
    private void stepDown(long wait) {
        node = Optional.empty();
        surelyUntil = Instant.MIN;
        long number = term;
        var trip = world.network().trip(name, Leases.PLACE);
        if (trip.there().isPresent()) {
            world.timeline().after(trip.there().getAsLong(), () -> {
                if (!world.leases().down()) world.leases().giveBack(number);
            });
        }
        after(wait, this::campaign);
    }

    /** The right to write and to act that comes with one term. */
    private final class Lead implements Mandate {
        private final long number;

        Lead(long number) {
            this.number = number;
        }

        @Override
        public boolean holds() {
            return term == number && Candidate.this.holds();
        }

        @Override
        public boolean isValidThere() {
            return !world.leases().down() && world.leases().stands(number);
        }

        /** An append whose answer is lost is sent again for as long as the lease lasts. */
        @Override
        public OptionalLong reach() {
            if (world.leases().down()) return OptionalLong.empty();
            for (int lost = 0; lost < TRIES; lost++) {
                var trip = world.network().trip(name, Leases.PLACE);
                if (trip.back().isPresent()) return OptionalLong.of(trip.back().getAsLong() + lost * TRY);
            }
            return OptionalLong.empty();
        }
    }
}
