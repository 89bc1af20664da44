package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource;
import dev.leeward.table.ChangeSource.Page;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one shard: stamps its records and hands the changes to the links. When these are behind, it goes on stamping and
 * reads the records again for them later. It must never wait for a link: links wait for the stamps of their target, and two
 * readers that waited for each other's would wait forever.
 */
final class Reader implements Reading {
    private final String shard;
    private final ChangeSource source;
    private final Checkpoint checkpoint;
    private final Stamping stamping;
    private final Passage passage;
    private final Window window;
    private final Tip tip;
    private final Map<Link, Trail> outward = new LinkedHashMap<>();
    private final Link inward;
    private final InstantSource clock;
    private final InstantSource steady;
    private boolean isLoaded;
    private boolean isQuiet;
    private volatile boolean isSettled;
    private volatile long writes;
    private volatile Optional<Problem> problem = Optional.empty();
    private Optional<Way> way = Optional.empty();
    private Optional<Sequence> stamped = Optional.empty();
    private Optional<Sequence> sent = Optional.empty();
    private Optional<Sequence> saved = Optional.empty();

    Reader(
            String shard,
            ChangeSource source,
            Checkpoint checkpoint,
            Stamping stamping,
            Passage passage,
            Window window,
            Tip tip,
            List<Link> outward,
            Link inward,
            InstantSource clock,
            InstantSource steady) {
        this.shard = shard;
        this.source = source;
        this.checkpoint = checkpoint;
        this.stamping = stamping;
        this.passage = passage;
        this.window = window;
        this.tip = tip;
        outward.forEach(link -> this.outward.put(link, new Trail()));
        this.inward = inward;
        this.clock = clock;
        this.steady = steady;
    }

    /** What was stamped when the shard had been read up to a point in time, on its way. */
    private record Way(Optional<Sequence> last, Instant point) {}

    /** Reads once, or twice where the links are behind. */
    @Override
    public boolean take() {
        isQuiet = false;
        problem = turn();
        isSettled = isQuiet && sent.equals(stamped) && saved.equals(stamped);
        return problem.isEmpty();
    }

    @Override
    public boolean isSettled() {
        return isSettled;
    }

    @Override
    public Optional<Problem> problem() {
        return problem;
    }

    @Override
    public Optional<Advance> towards(RegionName target) {
        return outward.entrySet().stream()
                .filter(way -> way.getKey().to().equals(target))
                .findFirst()
                .flatMap(way -> way.getValue().advance());
    }

    @Override
    public long writes() {
        return writes;
    }

    private Optional<Problem> turn() {
        Optional<Problem> problem = load();
        if (problem.isEmpty() && !sent.equals(stamped) && window.room() > 0) problem = catchUp();
        if (problem.isEmpty()) problem = goOn();
        arrive();
        return problem.isPresent() ? problem : save();
    }

    private Optional<Problem> load() {
        if (isLoaded) return Optional.empty();
        return switch (checkpoint.load()) {
            case Looked.Unseen(Problem problem) -> Optional.of(problem);
            case Looked.Seen(Optional<Sequence> last) -> {
                stamped = last;
                sent = last;
                saved = last;
                isLoaded = true;
                yield Optional.empty();
            }
        };
    }

    /** Sends what was stamped while there was no room for it. */
    private Optional<Problem> catchUp() {
        return switch (source.read(sent)) {
            case Looked.Unseen(Problem problem) -> Optional.of(problem);
            case Looked.Seen(Page page) -> {
                List<ChangeRecord> behind = page.records().stream()
                        .takeWhile(record -> stamped.filter(
                                        last -> record.sequence().compareTo(last) <= 0)
                                .isPresent())
                        .limit(window.room())
                        .toList();
                if (behind.isEmpty() && isGone(page)) giveUp();
                yield stamping.stamp(behind, this::send);
            }
        };
    }

    /** Whether a page without anything that was stamped proves that there is no such thing: something later is there, or the end. */
    private static boolean isGone(Page page) {
        return page.isFull() || !page.records().isEmpty();
    }

    /** The stream has lost what was stamped and not yet sent. The source has had the gap remembered: it is looked for in the table. */
    private void giveUp() {
        stamped.ifPresent(last -> window.open(last, 0));
        sent = stamped;
    }

    private Optional<Problem> goOn() {
        Instant began = steady.instant();
        return switch (source.read(stamped)) {
            case Looked.Unseen(Problem problem) -> Optional.of(problem);
            case Looked.Seen(Page page) -> {
                Optional<Problem> problem = stamping.stamp(page.records(), this::goOn);
                isQuiet = page.records().isEmpty();
                if (problem.isEmpty()) tip.read(began, page.isFull()).ifPresent(this::passed);
                yield problem;
            }
        };
    }

    private void goOn(ChangeRecord record, Stamped result) {
        boolean isNext = sent.equals(stamped) && window.room() > 0;
        stamped = Optional.of(record.sequence());
        if (result instanceof Stamped.Outward) count();
        if (isNext) send(record, result);
    }

    /** What was stamped and not yet sent is on no trail, so that a point behind it says nothing about the other regions. */
    private void passed(Instant point) {
        passage.passed(shard, point);
        if (way.isEmpty()) way = Optional.of(new Way(stamped, point));
        if (sent.equals(stamped)) outward.values().forEach(trail -> trail.passed(point));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one record at a time
    private void count() {
        writes++;
    }

    /** All that was stamped up to a point has to be applied everywhere until that point is reached. */
    private void arrive() {
        Optional<Sequence> applied = window.applied().or(() -> saved);
        way.filter(on -> on.last.isEmpty()
                        || applied.filter(done -> done.compareTo(on.last.get()) >= 0)
                                .isPresent())
                .ifPresent(on -> {
                    passage.delivered(shard, on.point);
                    way = Optional.empty();
                });
    }

    private void send(ChangeRecord record, Stamped result) {
        Sequence sequence = record.sequence();
        Optional<Instant> written = steadyTimeOf(record);
        switch (result) {
            case Stamped.Outward(Change change) -> {
                Window.Slot slot = window.open(sequence, outward.size());
                outward.forEach((link, trail) -> {
                    Trail.Mark mark = trail.sent(written);
                    link.offer(change, () -> {
                        window.close(slot);
                        trail.arrived(mark);
                    });
                });
            }
            case Stamped.Inward(Change change) -> {
                Window.Slot slot = window.open(sequence, 1);
                inward.offer(change, () -> window.close(slot));
                outward.values().forEach(trail -> trail.arrived(trail.sent(written)));
            }
            case Stamped.Settled _ -> {
                window.open(sequence, 0);
                outward.values().forEach(trail -> trail.arrived(trail.sent(written)));
            }
            case Stamped.Stuck _ -> throw new IllegalStateException("what is not stamped cannot be sent");
        }
        sent = Optional.of(sequence);
    }

    /** By a clock that is behind the store's, a record comes from the time to come; how old it is then nobody knows. */
    private Optional<Instant> steadyTimeOf(ChangeRecord record) {
        Duration age = Duration.between(record.created(), clock.instant());
        return age.isNegative()
                ? Optional.empty()
                : Optional.of(steady.instant().minus(age));
    }

    private Optional<Problem> save() {
        Optional<Sequence> applied = window.applied();
        if (applied.isEmpty() || applied.equals(saved)) return Optional.empty();
        return switch (checkpoint.save(applied.get())) {
            case Written.Done _ -> {
                saved = applied;
                yield Optional.empty();
            }
            case Written.Refused _ -> Optional.empty();
            case Written.Failed(Problem problem, boolean _) -> Optional.of(problem);
        };
    }
}
