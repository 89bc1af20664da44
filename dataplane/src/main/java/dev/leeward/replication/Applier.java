package dev.leeward.replication;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemSize;
import dev.leeward.replication.Applied.Sight;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Applies changes in one region: first the sidecar learns the version, then the table gets the content. Any step may be lost
 * with the process, and any step may be repeated.
 */
final class Applier {
    private static final int MOST_TRIES = 8;

    private final Replica there;
    private final Table table;
    private final Sidecar sidecar;
    private final Passage passage;
    private final InstantSource steady;
    private final InstantSource clock;
    private final Terms terms;
    private final Optional<Version> oldRows;
    private final Watch watch;
    private final Claims claims;
    /** Whether the last old row that was looked for in the sidecar was not there, so that the next one most likely is not, either. */
    private volatile boolean isNothingLikely = true;

    /**
     * Applies changes there.
     *
     * @param oldRows the version of what stood there before anybody counted, if old rows from elsewhere have to yield to it
     */
    Applier(
            Replica there,
            Table table,
            Sidecar sidecar,
            Passage passage,
            InstantSource steady,
            InstantSource clock,
            Terms terms,
            Optional<Version> oldRows,
            Watch watch) {
        this.there = there;
        this.oldRows = oldRows;
        this.table = table;
        this.sidecar = sidecar;
        this.passage = passage;
        this.steady = steady;
        this.clock = clock;
        this.terms = terms;
        this.watch = watch;
        this.claims = new Claims(there, terms);
    }

    /**
     * Applies a change.
     *
     * @param before what stood there when it had to wait, if it had to
     */
    Applied apply(Change change, Optional<Sight> before) {
        Optional<Sight> waited = before;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Optional<Entry>> guess = tries == 0 ? guess(change) : Optional.empty();
            // The entry first: if the swap finds it unchanged, then it was so when the item was read. That is true of a
            // guess, too, since no entry ever comes back to what it was.
            Looked<Optional<Entry>> known =
                    guess.<Looked<Optional<Entry>>>map(Looked.Seen::new).orElseGet(() -> sidecar.read(change.key()));
            if (!(known instanceof Looked.Seen<Optional<Entry>>(Optional<Entry> entry))) return unseen();
            if (change.version().isOld() && guess.isEmpty()) isNothingLikely = entry.isEmpty();
            if (!(table.read(change.key()) instanceof Looked.Seen<Optional<Item>>(Optional<Item> image))) {
                return unseen();
            }
            Sight sight = waited.filter(earlier -> earlier.image().equals(image))
                    .orElseGet(() -> new Sight(image, steady.instant()));
            waited = Optional.of(sight);
            if (guess.isPresent() && !isSwapNext(change, entry, sight)) continue;
            Optional<Applied> applied = apply(change, entry, sight);
            if (applied.isPresent()) return applied.get();
        }
        return new Applied.Stuck(Problem.passing(
                FaultCode.CONFLICT, "the item in " + there.region() + " changes faster than it is read"));
    }

    /**
     * What the sidecar most likely holds: what was seen there last, or nothing where the write overwrote nothing, or where the old row
     * before met nothing.
     */
    private Optional<Optional<Entry>> guess(Change change) {
        Optional<Entry> recalled = sidecar.recalled(change.key());
        boolean isNew = change.content().isPresent()
                && change.overwrote().isEmpty()
                && (!change.version().isOld() || isNothingLikely);
        return recalled.isPresent() || isNew ? Optional.of(recalled) : Optional.empty();
    }

    /** Whether the next thing to do is a swap, which shows whether the entry is what stands there. */
    private boolean isSwapNext(Change change, Optional<Entry> entry, Sight sight) {
        return change.version().isAbove(entry.map(Entry::version))
                && (isKnown(change, entry, sight.image())
                        || (passage.isPast(sight.at())
                                && sight.image().flatMap(claims::borneBy).isEmpty()));
    }

    /** Empty if it has to be started over. */
    private Optional<Applied> apply(Change change, Optional<Entry> entry, Sight sight) {
        Version version = change.version();
        Optional<Entry> later = entry.filter(known -> known.version().isAbove(Optional.of(version)));
        if (later.isPresent()) {
            reportLost(change, later.get());
            return Optional.of(new Applied.Settled());
        }
        boolean isCleared = passage.isPast(sight.at());
        boolean isKnown = isKnown(change, entry, sight.image());
        if (!isKnown && !isCleared) return Optional.of(new Applied.Wait(sight));
        // All its records have been judged, so what the sidecar does not know is what its stamp says.
        Optional<Version> claim =
                sight.image().filter(_ -> !isKnown).flatMap(item -> claims.of(change.key(), item, entry));
        Optional<Version> outdone = claim.filter(own -> own.isAbove(Optional.of(version)));
        if (outdone.isPresent()) {
            reportLost(change, outdone.get());
            return Optional.of(new Applied.Settled());
        }
        // Brought back to where it was written. If something else bears its stamp, that was written without one of its
        // own, and its record is lost.
        boolean isStray = claim.filter(version::equals).isPresent();
        if (isStray && digest(change, sight.image()).equals(digest(change, change.content()))) {
            return Optional.of(new Applied.Settled());
        }
        Optional<Version> standing = Version.higher(entry.map(Entry::version), claim);
        // An old row that stands there already needs no marker, unless something else was on its way there: only a
        // marker would
        // stop that.
        boolean isThere = version.isOld()
                && entry.flatMap(Entry::overwrote).isEmpty()
                && standing.filter(other -> !other.equals(version)).isEmpty()
                && digest(change, sight.image()).equals(digest(change, change.content()));
        // Before it is announced, so that what stands there is not taken for a write that nobody has recorded.
        if (!isThere && !(isKnown && standing.filter(version::equals).isPresent()) && isTooLarge(change)) {
            return Optional.of(new Applied.TooLarge(Problem.lasting(
                    FaultCode.REJECTED, "an item is too large for " + there.region() + " to hold with a marker")));
        }
        if (entry.map(Entry::version).filter(version::equals).isPresent()) {
            if (isKnown || isThere) return Optional.of(new Applied.Settled());
            // Announced, and not in the table: it never came there, or somebody wrote over it. The stream will tell.
            return land(change, sight.image());
        }
        Optional<Entry> own = ownRow(change, entry, sight.image());
        return switch (sidecar.swap(change.key(), entry, own.orElseGet(() -> announce(change, entry)))) {
            case Written.Refused _ -> Optional.empty();
            case Written.Failed(Problem problem, boolean _) -> Optional.of(new Applied.Stuck(problem));
            case Written.Done _ -> {
                if (own.isPresent()) yield Optional.empty();
                if (isThere) yield Optional.of(new Applied.Settled());
                if (isStray) reportTwin(change, sight.image());
                else reportWon(change, standing, sight.image());
                // Of what is stamped nobody says so in the sidecar, so what comes now might look like what came before.
                boolean isBlind = claims.areMade()
                        && change.content().isEmpty()
                        && sight.image().isEmpty();
                yield isBlind ? Optional.empty() : land(change, sight.image());
            }
        };
    }

    /** The entry of an old row that stands there and that nobody has come by yet, if the old row that comes has to yield. */
    private Optional<Entry> ownRow(Change change, Optional<Entry> entry, Optional<Item> image) {
        if (entry.isPresent() || image.isEmpty() || !change.version().isOld()) return Optional.empty();
        return oldRows.filter(own -> own.isAbove(Optional.of(change.version())))
                .map(own ->
                        new Entry(own, digest(change, image), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Whether what stands there is what the sidecar says: a local write with its version, or a copy with its marker. */
    private boolean isKnown(Change change, Optional<Entry> entry, Optional<Item> image) {
        if (entry.isEmpty() || image.isEmpty()) {
            return entry.flatMap(Entry::content).equals(digest(change, image));
        }
        Version version = entry.get().version();
        boolean isLocal = entry.get()
                .passed()
                .filter(last -> last.version().equals(version))
                .isPresent();
        return entry.get().content().equals(digest(change, image))
                && (isLocal
                        || (version.isOld() && entry.get().overwrote().isEmpty())
                        || Marker.of(there, change.key(), image.get())
                                .filter(marker -> marker.version().equals(version))
                                .isPresent());
    }

    private Entry announce(Change change, Optional<Entry> entry) {
        return new Entry(
                change.version(),
                digest(change, change.content()),
                change.version().isOld() ? entry.map(Entry::version) : change.overwrote(),
                entry.flatMap(Entry::passed),
                change.content().isPresent()
                        ? Optional.empty()
                        : Optional.of(clock.instant().plus(terms.tombstones())));
    }

    private Optional<Applied> land(Change change, Optional<Item> image) {
        if (change.content().isEmpty()) {
            return image.map(item -> remove(change, item)).orElseGet(() -> Optional.of(new Applied.Settled()));
        }
        Item copy = marked(change, change.content().get());
        return settled(
                table.put(change.key(), copy, image.<Condition>map(this::all).orElseGet(Condition.Nothing::new)));
    }

    /** A deletion leaves no room for a marker, so the item gets it first. */
    private Optional<Applied> remove(Change change, Item item) {
        var marker = Marker.on(there, change.key(), item, change.version(), true);
        if (Marker.of(there, change.key(), item).filter(marker::equals).isPresent()) {
            return settled(table.delete(change.key(), all(item)));
        }
        Written mark = table.mark(change.key(), marker.toValue(), all(item));
        return switch (mark) {
            case Written.Refused _, Written.Failed _ -> settled(mark);
            case Written.Done(Optional<Item> now) ->
                now.filter(marked -> marked.content().equals(item.content()))
                        .flatMap(marked -> settled(table.delete(change.key(), all(marked))));
        };
    }

    /** Whoever stamps what he adds is not missed; who adds something without a stamp is, until the stream tells. */
    private Condition.All all(Item item) {
        return new Condition.All(item, terms.claim().map(Set::of).orElseGet(Set::of));
    }

    private boolean isTooLarge(Change change) {
        return change.content()
                .filter(content -> ItemSize.of(marked(change, content)) > ItemSize.MOST)
                .isPresent();
    }

    private Item marked(Change change, Item content) {
        var marker = Marker.on(there, change.key(), content, change.version(), false);
        return content.with(Item.MARKER, marker.toValue());
    }

    private static Optional<Applied> settled(Written written) {
        return switch (written) {
            case Written.Failed(Problem problem, boolean maybeApplied)
            when problem.code() == FaultCode.REJECTED && !maybeApplied -> Optional.of(new Applied.TooLarge(problem));
            case Written.Done _ -> Optional.of(new Applied.Settled());
            case Written.Refused _ -> Optional.empty();
            case Written.Failed(Problem problem, boolean _) -> Optional.of(new Applied.Stuck(problem));
        };
    }

    private Optional<Digest> digest(Change change, Optional<Item> item) {
        return item.map(present -> there.digest(change.key(), present));
    }

    private void reportWon(Change change, Optional<Version> standing, Optional<Item> image) {
        // Where nobody has come by the old row that stands there, it is told of only if another old row takes its
        // place.
        Optional<Version> unknown = image.filter(present -> change.version().isOld())
                .map(_ -> oldRows.orElseGet(() -> Version.ofOldRows(there.region())));
        standing.or(() -> unknown)
                // That something expired, or did not because somebody wrote it anew, is no loss.
                .filter(loser -> !change.version().isExpired() && !loser.isExpired())
                .filter(loser -> loser.isAbove(change.overwrote()))
                .map(loser ->
                        new Conflict(there.region(), change.key(), change.version(), loser, image.map(Item::content)))
                .ifPresent(watch::conflict);
    }

    private void reportLost(Change change, Entry entry) {
        // Of two old rows, the region that has to give its own up tells.
        boolean isSame = change.version().isOld()
                && (entry.version().isOld() || entry.content().equals(digest(change, change.content())));
        if (!isSame && !change.version().isExpired() && change.version().isAbove(entry.overwrote())) {
            watch.conflict(
                    new Conflict(there.region(), change.key(), entry.version(), change.version(), change.content()));
        }
    }

    /** To a stamped write that stands there; what it had seen is not known any more, and may be told of without need. */
    private void reportLost(Change change, Version winner) {
        if (change.version().isOld() || change.version().isExpired()) return;
        watch.conflict(new Conflict(there.region(), change.key(), winner, change.version(), change.content()));
    }

    private void reportTwin(Change change, Optional<Item> image) {
        watch.conflict(new Conflict(
                there.region(), change.key(), change.version(), change.version(), image.map(Item::content)));
    }

    private Applied unseen() {
        return new Applied.Stuck(Problem.passing(FaultCode.UNREACHABLE, "cannot read in " + there.region()));
    }
}
