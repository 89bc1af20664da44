package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Rounds.State;
import dev.leeward.table.Known;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Scan.Segment;
import dev.leeward.table.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings to all regions what no stream tells of: what stood in a table before its replication began, what a new region lacks,
 * and, after a gap, what the stream has lost. Each region is swept toward each other one, once, and again after every gap of
 * either; before that, a region with a gap is audited. How far that has come is remembered, so it may stop at any time.
 */
public final class Reconciler implements AutoCloseable {
    private final List<Territory> territories;
    private final Pace pace;
    private final InstantSource clock;
    private final InstantSource steady;
    private final Watch watch;
    private final Map<RegionName, State> states = new ConcurrentHashMap<>();
    private final List<Errand> audits = new ArrayList<>();
    private final List<Errand> sweeps = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /**
     * Wires one; nothing runs until somebody takes its turns.
     *
     * @param territories the regions of the table
     * @param clock the wall clock, which may jump
     * @param steady a clock that only goes on, the one that the passages of the places go by
     */
    public Reconciler(List<Territory> territories, Pace pace, InstantSource clock, InstantSource steady, Watch watch) {
        this.territories = List.copyOf(territories);
        this.pace = pace;
        this.clock = clock;
        this.steady = steady;
        this.watch = watch;
        for (Territory territory : territories) audit(territory);
        for (Territory from : territories) {
            territories.stream().filter(to -> isSwept(from, to)).forEach(to -> sweep(from, to));
        }
    }

    /**
     * How fast it goes.
     *
     * @param segments in how many parts a region is gone through side by side
     * @param perSecond how many items and entries are gone through in a second, of each region for each purpose
     * @param mostOpen how many items may be under way, of each segment
     */
    public record Pace(int segments, int perSecond, int mostOpen) {
        public Pace {
            if (segments < 1 || perSecond < 1 || mostOpen < 1)
                throw new IllegalArgumentException("nothing can be done");
        }
    }

    /** The turns that go through the regions, one thread for each. */
    public List<Turn> errands() {
        return Stream.concat(audits.stream(), sweeps.stream())
                .<Turn>map(each -> each)
                .toList();
    }

    /** The turns that bring what is found on its way: one or more threads for each. */
    public List<Way> ways() {
        return List.copyOf(links);
    }

    /** Looks which gaps there are, and remembers which are over; to be called every now and then, by one thread. */
    public Optional<Problem> look() {
        Optional<Problem> problem = Optional.empty();
        for (Territory territory : territories) {
            switch (territory.rounds().load()) {
                case Looked.Unseen<State>(Problem unseen) -> problem = Optional.of(unseen);
                case Looked.Seen<State>(State state) -> {
                    states.put(name(territory), state);
                    Optional<Problem> failed = advance(territory, state);
                    if (failed.isPresent()) problem = failed;
                }
            }
        }
        return problem;
    }

    /** How far it has come. */
    public Progress progress() {
        return new Progress(
                sweeps.stream().mapToLong(Errand::seen).sum(),
                (int) sweeps.stream()
                        .filter(sweep -> sweep.isDone(roundOf(sweep)))
                        .count(),
                sweeps.size(),
                suspects(),
                isDone());
    }

    /**
     * How far it has come.
     *
     * @param seen how many items and entries were gone through on the way to other regions, each once for each of these
     * @param segments how many segments are done
     * @param of how many there are
     * @param suspects the regions with a gap that is not made up for
     * @param isDone whether everything in every region was brought to all others
     */
    public record Progress(long seen, int segments, int of, List<RegionName> suspects, boolean isDone) {}

    /** What went wrong last, wherever something does, by the region that is gone through. */
    public Map<RegionName, Problem> problems() {
        Map<RegionName, Problem> problems = new ConcurrentHashMap<>();
        Stream.concat(audits.stream(), sweeps.stream())
                .forEach(each -> each.problem().ifPresent(problem -> problems.put(each.from(), problem)));
        return problems;
    }

    /** Whether all regions were seen, and everything in them brought to all others since the last gap. */
    public boolean isDone() {
        return states.size() == territories.size()
                && states.values().stream().noneMatch(State::isSuspect)
                && sweeps.stream().allMatch(sweep -> sweep.isDone(roundOf(sweep)));
    }

    /** The regions whose streams have a gap that is not made up for. */
    private List<RegionName> suspects() {
        return states.entrySet().stream()
                .filter(state -> state.getValue().isSuspect())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Stops waiting for anything; no turn may be taken afterwards. */
    @Override
    public void close() {
        links.forEach(Link::close);
    }

    private Optional<Problem> advance(Territory territory, State state) {
        RegionName region = name(territory);
        long round = state.round();
        Written written = new Written.Refused();
        if (state.audited() < round) {
            boolean isAudited =
                    audits.stream().filter(audit -> audit.from().equals(region)).allMatch(audit -> audit.isDone(round));
            if (isAudited) written = territory.rounds().audited(round);
        } else if (state.isSuspect()) {
            boolean isHealed = sweeps.stream()
                    .filter(sweep -> sweep.from().equals(region)
                            || sweep.to().filter(region::equals).isPresent())
                    .allMatch(sweep -> sweep.isDone(roundOf(sweep)));
            if (isHealed) written = territory.rounds().healed(round);
        }
        return written instanceof Written.Failed(Problem failed, boolean _) ? Optional.of(failed) : Optional.empty();
    }

    /** From where only copies belong nothing is brought: what stands only there is told of where the writer would need it. */
    private static boolean isSwept(Territory from, Territory to) {
        return !name(from).equals(name(to)) && (takesWrites(from) || takesWrites(to));
    }

    private void audit(Territory of) {
        var auditor = new Auditor(of.place(), clock, watch);
        var terms = new Walk.Terms(new Throttle(pace.perSecond(), steady), pace.mostOpen(), steady);
        var rule = new Errand.Rule() {
            @Override
            public Optional<Long> round() {
                return state(of)
                        .filter(state -> state.audited() < state.round())
                        .map(State::round);
            }

            // What a sweep has announced here and not landed yet would be taken for a loss.
            @Override
            public boolean isReady() {
                return sweeps.stream()
                        .filter(sweep -> sweep.to().filter(name(of)::equals).isPresent())
                        .allMatch(sweep -> sweep.isAtRest(roundOf(sweep)));
            }

            @Override
            public Walk.Visitor<Row> rows() {
                return (row, visits, _) -> auditor.row(row, visits);
            }

            @Override
            public Walk.Visitor<Known> entries() {
                boolean isRemade = state(of).map(State::isRemade).orElse(true);
                return (known, visits, _) -> auditor.entry(known, visits, isRemade);
            }

            @Override
            public boolean isOpen(Instant seen) {
                return of.place().passage().isPast(seen)
                        && territories.stream()
                                .filter(other -> !name(other).equals(name(of)))
                                .allMatch(other -> other.place().passage().isDelivered(seen));
            }
        };
        for (Segment segment : segments()) audits.add(Errand.audit(of, segment, rule, terms));
    }

    private void sweep(Territory from, Territory to) {
        Link link = Link.to(to.place(), clock, steady, watch);
        links.add(link);
        Set<RegionName> others = territories.stream()
                .filter(Reconciler::takesWrites)
                .map(Reconciler::name)
                .filter(region -> !region.equals(name(from)) && !region.equals(name(to)))
                .collect(Collectors.toSet());
        // What was written at the target stood there. It is brought back only to a table that was made anew: anything
        // else
        // that stands there now was written over it, and is what an audit looks for. But where writes bear stamps, no
        // sidecar there knows of them, so of what is missing nobody can tell who deleted it.
        BooleanSupplier isHomeward = () -> isReady(from, to)
                && state(to)
                        .filter(now -> now.isSuspect()
                                && (now.isRemade() || to.place().terms().claim().isPresent()))
                        .isPresent();
        var home = new Sweeper.Home(name(to), isHomeward);
        var sweeper = new Sweeper(from.place(), link, others, home, watch);
        var terms = new Walk.Terms(new Throttle(pace.perSecond(), steady), pace.mostOpen(), steady);
        var rule = new Errand.Rule() {
            @Override
            public Optional<Long> round() {
                return roundOf(from, to);
            }

            @Override
            public boolean isReady() {
                return Reconciler.this.isReady(from, to);
            }

            @Override
            public Walk.Visitor<Row> rows() {
                return sweeper::row;
            }

            @Override
            public Walk.Visitor<Known> entries() {
                return sweeper::entry;
            }

            @Override
            public boolean isOpen(Instant seen) {
                return from.place().passage().isPast(seen)
                        && from.place().passage().isDelivered(seen);
            }
        };
        for (Segment segment : segments()) sweeps.add(Errand.sweep(from, to, segment, rule, terms));
    }

    /** An audit has to be over on both sides, and what only stands where copies belong shows once the writer's is there. */
    private boolean isReady(Territory from, Territory to) {
        boolean isAudited = Stream.of(from, to)
                .allMatch(each ->
                        state(each).filter(now -> now.audited() >= now.round()).isPresent());
        if (takesWrites(from)) return isAudited;
        return isAudited
                && sweeps.stream()
                        .filter(sweep -> sweep.to().filter(name(from)::equals).isPresent())
                        .allMatch(sweep -> sweep.isDone(roundOf(sweep)));
    }

    /** A gap of either region begins another one, so it is the sum and not the higher of both. */
    private long roundOf(Errand sweep) {
        return Stream.of(Optional.of(sweep.from()), sweep.to())
                .flatMap(Optional::stream)
                .mapToLong(region -> Optional.ofNullable(states.get(region))
                        .map(State::round)
                        .orElse(0L))
                .sum();
    }

    private Optional<Long> roundOf(Territory from, Territory to) {
        return state(from).flatMap(one -> state(to).map(other -> one.round() + other.round()));
    }

    private List<Segment> segments() {
        return Stream.iterate(0, number -> number + 1)
                .limit(pace.segments())
                .map(number -> new Segment(number, pace.segments()))
                .toList();
    }

    private Optional<State> state(Territory territory) {
        return Optional.ofNullable(states.get(name(territory)));
    }

    private static boolean takesWrites(Territory territory) {
        return territory.place().terms().takesWrites();
    }

    private static RegionName name(Territory territory) {
        return territory.place().replica().region();
    }
}
