package dev.leeward.replication;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Walk.Visited;
import dev.leeward.table.Entry;
import dev.leeward.table.Known;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Written;
import dev.leeward.version.Version;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Brings what stands in one region to another one, whether or not a stream ever told of it. What has a version goes with that
 * one. What has none, though everything that was written before the look has its version by then, is older than all versions:
 * it gets the lowest, once and for all, by compare-and-set in the sidecar.
 */
final class Sweeper {
    private static final int MOST_TRIES = 8;

    private final Place from;
    private final Link link;
    private final Set<RegionName> others;
    private final Home home;
    private final Watch watch;
    private final Claims claims;
    /** Whether the row before was unknown, so that the next one most likely is, too. */
    private volatile boolean isUnknownLikely = true;

    /** The target, and whether what was written there is brought back to it. */
    record Home(RegionName region, BooleanSupplier isBroughtBack) {}

    /**
     * One way.
     *
     * @param others the regions that are swept toward the same one, and bring there themselves what was written in them
     */
    Sweeper(Place from, Link link, Set<RegionName> others, Home home, Watch watch) {
        this.from = from;
        this.link = link;
        this.others = Set.copyOf(others);
        this.home = home;
        this.watch = watch;
        this.claims = new Claims(from.replica(), from.terms());
    }

    /**
     * Deals with an item, not before its second visit: two that bring the same version at once could land it twice, the second
     * time on an application's deletion. So everything that a stream has told of by now comes to an end first.
     */
    Visited row(Row row, int visits, Runnable settled) {
        if (visits == 0) return new Visited.Later();
        if (isUnknownLikely
                && from.terms().takesWrites()
                && claims.borneBy(row.item()).isEmpty()) {
            // It is written only where there is nothing, so a wrong guess has done nothing.
            Optional<Visited> guessed = unknown(row, settled);
            if (guessed.isPresent()) return guessed.get();
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            switch (from.sidecar().read(row.key())) {
                case Looked.Unseen<Optional<Entry>>(Problem problem) -> {
                    return new Visited.Stuck(problem);
                }
                case Looked.Seen<Optional<Entry>>(Optional<Entry> entry) -> {
                    isUnknownLikely = entry.isEmpty();
                    Optional<Visited> visited = claimed(row, entry, settled)
                            .or(() -> entry.map(known -> known(row, known, settled)))
                            .or(() -> unknown(row, settled));
                    if (visited.isPresent()) return visited.get();
                }
            }
        }
        return new Visited.Stuck(Problem.passing(
                FaultCode.CONFLICT, "the sidecar in " + from.replica().region() + " changes faster than it is read"));
    }

    /** Deals with an entry: of deleted items nothing else is left. */
    Visited entry(Known known, int visits, Runnable settled) {
        Entry entry = known.entry();
        if (entry.content().isPresent() || !isOurs(entry)) return new Visited.Passed();
        if (visits == 0) return new Visited.Later();
        return offer(new Change(known.key(), entry.version(), Optional.empty(), Optional.of(entry.version())), settled);
    }

    /**
     * What the sidecar does not know has the version of its stamp, since all its records have been judged by now. But only while
     * it stands there: of what was written over, the sidecar does not remember whether its stamp was worth anything.
     */
    private Optional<Visited> claimed(Row row, Optional<Entry> entry, Runnable settled) {
        if (!from.terms().takesWrites() || entry.flatMap(Entry::content).equals(Optional.of(digest(row)))) {
            return Optional.empty();
        }
        Optional<Version> claim =
                claims.of(row.key(), row.item(), entry).filter(version -> version.isAbove(entry.map(Entry::version)));
        if (claim.isEmpty()) return Optional.empty();
        return Optional.of(
                switch (from.table().read(row.key())) {
                    case Looked.Unseen<Optional<Item>>(Problem problem) -> new Visited.Stuck(problem);
                    case Looked.Seen<Optional<Item>>(Optional<Item> image) ->
                        image.equals(Optional.of(row.item())) ? offer(row, claim.get(), settled) : new Visited.Passed();
                });
    }

    private Visited offer(Row row, Version version, Runnable settled) {
        return offer(new Change(row.key(), version, Optional.of(row.item().content()), Optional.of(version)), settled);
    }

    /** If something else stands there than the sidecar knows, then a stream will tell of one or the other. */
    private Visited known(Row row, Entry entry, Runnable settled) {
        if (!isOurs(entry)) return new Visited.Passed();
        if (!entry.content().equals(Optional.of(digest(row)))) return new Visited.Passed();
        Version version = entry.version();
        // Of what it overwrote nothing is known; that it had seen everything is the guess that accuses nobody. Old rows
        // have
        // seen nothing.
        Optional<Version> overwrote = version.isOld() ? Optional.empty() : Optional.of(version);
        return offer(new Change(row.key(), version, Optional.of(row.item().content()), overwrote), settled);
    }

    /** Empty if it has to be looked at once more. */
    private Optional<Visited> unknown(Row row, Runnable settled) {
        if (!from.terms().takesWrites()) {
            watch.foreignWrite(from.replica().region(), row.key());
            return Optional.of(new Visited.Passed());
        }
        Version old = from.oldRows();
        var entry = new Entry(old, Optional.of(digest(row)), Optional.empty(), Optional.empty(), Optional.empty());
        return switch (from.sidecar().swap(row.key(), Optional.empty(), entry)) {
            case Written.Done _ -> Optional.of(known(row, entry, settled));
            case Written.Refused _ -> Optional.empty();
            case Written.Failed(Problem problem, boolean _) -> Optional.of(new Visited.Stuck(problem));
        };
    }

    private boolean isOurs(Entry entry) {
        RegionName writer = entry.version().region();
        if (writer.equals(home.region()) && !home.isBroughtBack().getAsBoolean()) return false;
        return from.terms().takesWrites() && !others.contains(writer);
    }

    private Digest digest(Row row) {
        return from.replica().digest(row.key(), row.item());
    }

    private Visited offer(Change change, Runnable settled) {
        link.offer(change, settled);
        return new Visited.Begun();
    }
}
