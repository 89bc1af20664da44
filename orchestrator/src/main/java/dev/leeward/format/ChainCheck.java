package dev.leeward.format;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import java.util.Optional;

/**
 * Looks through everything that is kept: whether the chain holds, and whether this version understands it.
 *
 * @param <X> how reading fails
 */
public final class ChainCheck<X extends Exception> {
    private static final int PAGE = 1_000;

    private final ChainSource<X> source;
    private final boolean understand;

    /** With {@code understand}, lines that this version cannot read are flaws too. */
    public ChainCheck(ChainSource<X> source, boolean understand) {
        this.source = source;
        this.understand = understand;
    }

    /** What is wrong with a chain. */
    public sealed interface Flaw {
        /** As a clause: "line 3 was changed". */
        String sentence();

        /** Something was changed, removed or reordered. */
        record Broken(String sentence) implements Flaw {}

        /** It holds, but this version does not understand what it says. */
        record Foreign(String sentence) implements Flaw {}
    }

    /** The first flaw. */
    public Optional<Flaw> flaw() throws X {
        var snapshot = snapshotFlaw();
        return snapshot.isPresent() ? snapshot : chainFlaw();
    }

    /** The first flaw in what a replay reads: the snapshot, and every line after it. */
    public Optional<Flaw> tailFlaw() throws X {
        var snapshot = snapshotFlaw();
        if (snapshot.isPresent()) return snapshot;
        var text = source.snapshot();
        return !text.isEmpty() && JournalFormat.snapshot(text) instanceof Read.Of<Snapshot>(Snapshot taken)
                ? chainFlaw(taken.sequence(), taken.hash())
                : chainFlaw();
    }

    private Optional<Flaw> chainFlaw() throws X {
        var ends = source.ends();
        return chainFlaw(ends.baseSequence(), ends.baseHash());
    }

    private Optional<Flaw> chainFlaw(long from, String fromHash) throws X {
        var ends = source.ends();
        long last = from;
        var hash = fromHash;
        for (var page = source.lines(last, PAGE); !page.isEmpty(); ) {
            for (var line : page) {
                if (line.sequence() != last + 1) return broken(last + 1, "is missing");
                if (!line.hash().equals(Chain.hash(hash, line.text()))) return broken(last + 1, "was changed");
                var unreadable = lineFlaw(line);
                if (unreadable.isPresent()) return unreadable;
                last = line.sequence();
                hash = line.hash();
            }
            page = source.lines(last, PAGE);
        }
        if (last < ends.head().sequence()) return broken(last + 1, "is missing");
        return hash.equals(ends.head().hash()) ? Optional.empty() : broken(last, "is not the one written last");
    }

    private Optional<Flaw> lineFlaw(Lines.Line line) {
        var read = JournalFormat.entry(line.text(), line.hash());
        if (read instanceof Read.Of<Entry>(Entry entry) && entry.sequence() != line.sequence()) {
            return broken(line.sequence(), "stands in the place of another");
        }
        if (understand && read instanceof Read.Unreadable<Entry>(Problem problem)) {
            return Optional.of(new Flaw.Foreign("line " + line.sequence() + " is " + problem.sentence()));
        }
        return Optional.empty();
    }

    private Optional<Flaw> snapshotFlaw() throws X {
        var text = source.snapshot();
        if (text.isEmpty()) return Optional.empty();
        return switch (JournalFormat.snapshot(text)) {
            case Read.Unreadable<Snapshot>(Problem problem) ->
                understand ? Optional.of(new Flaw.Foreign("the snapshot is " + problem.sentence())) : Optional.empty();
            case Read.Of<Snapshot>(Snapshot snapshot) -> {
                var hash = source.hashOf(snapshot.sequence());
                // Where more was forgotten than the snapshot's line, its hash can no longer be looked up.
                yield snapshot.sequence() < source.ends().baseSequence() || hash.equals(snapshot.hash())
                        ? Optional.empty()
                        : broken(snapshot.sequence(), "is not the one the snapshot was taken at");
            }
        };
    }

    private static Optional<Flaw> broken(long sequence, String how) {
        return Optional.of(new Flaw.Broken("line " + sequence + " " + how));
    }
}
