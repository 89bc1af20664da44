package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource;
import dev.leeward.table.ChangeSource.Page;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    private final Stamper stamper;
    private final Passage passage;
    private final Window window;
    private final Tip tip;
    private final List<Link> outward;
    private final Link inward;
    private final InstantSource steady;
    private boolean isLoaded;
    private boolean isQuiet;
    private volatile boolean isSettled;
    private volatile Optional<Problem> problem = Optional.empty();
    private Optional<Sequence> stamped = Optional.empty();
    private Optional<Sequence> sent = Optional.empty();
    private Optional<Sequence> saved = Optional.empty();

    Reader(
            String shard,
            ChangeSource source,
            Checkpoint checkpoint,
            Stamper stamper,
            Passage passage,
            Window window,
            Tip tip,
            List<Link> outward,
            Link inward,
            InstantSource steady) {
        this.shard = shard;
        this.source = source;
        this.checkpoint = checkpoint;
        this.stamper = stamper;
        this.passage = passage;
        this.window = window;
        this.tip = tip;
        this.outward = List.copyOf(outward);
        this.inward = inward;
        this.steady = steady;
    }

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

    private Optional<Problem> turn() {
        Optional<Problem> problem = load();
        if (problem.isEmpty() && !sent.equals(stamped) && window.hasRoom()) problem = catchUp();
        if (problem.isEmpty()) problem = goOn();
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
                for (ChangeRecord record : page.records()) {
                    boolean isAhead = stamped.isEmpty() || record.sequence().compareTo(stamped.get()) > 0;
                    if (isAhead || !window.hasRoom()) break;
                    Stamped result = stamper.stamp(record);
                    if (result instanceof Stamped.Stuck(Problem problem)) yield Optional.of(problem);
                    send(record.sequence(), result);
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<Problem> goOn() {
        Instant began = steady.instant();
        return switch (source.read(stamped)) {
            case Looked.Unseen(Problem problem) -> Optional.of(problem);
            case Looked.Seen(Page page) -> {
                for (ChangeRecord record : page.records()) {
                    Stamped result = stamper.stamp(record);
                    if (result instanceof Stamped.Stuck(Problem problem)) yield Optional.of(problem);
                    boolean isNext = sent.equals(stamped) && window.hasRoom();
                    stamped = Optional.of(record.sequence());
                    if (isNext) send(record.sequence(), result);
                    passage.stamped(record.key());
                }
                isQuiet = page.records().isEmpty();
                tip.read(began, page.isFull()).ifPresent(point -> passage.passed(shard, point));
                yield Optional.empty();
            }
        };
    }

    private void send(Sequence sequence, Stamped result) {
        switch (result) {
            case Stamped.Outward(Change change) -> {
                Window.Slot slot = window.open(sequence, outward.size());
                outward.forEach(link -> link.offer(change, () -> window.close(slot)));
            }
            case Stamped.Inward(Change change) -> {
                Window.Slot slot = window.open(sequence, 1);
                inward.offer(change, () -> window.close(slot));
            }
            case Stamped.Settled _ -> window.open(sequence, 0);
            case Stamped.Stuck _ -> throw new IllegalStateException("what is not stamped cannot be sent");
        }
        sent = Optional.of(sequence);
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
