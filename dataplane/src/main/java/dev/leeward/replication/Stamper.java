package dev.leeward.replication;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Entry.Passed;
import dev.leeward.table.Looked;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Written;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Gives every local write of a region its version, once and for all: it is written to the sidecar together with the position
 * of the record, so that a record read again gets the same one.
 */
final class Stamper {
    private static final int MOST_TRIES = 8;
    /** A write that is read later than this was held up. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Replica here;
    private final Sidecar sidecar;
    private final InstantSource clock;
    private final Terms terms;
    private final Watch watch;
    private final Claims claims;

    Stamper(Replica here, Sidecar sidecar, InstantSource clock, Terms terms, Watch watch) {
        this.here = here;
        this.sidecar = sidecar;
        this.clock = clock;
        this.terms = terms;
        this.watch = watch;
        this.claims = new Claims(here, terms);
    }

    /** Stamps a record; those of its key have to come in their order. */
    Stamped stamp(ChangeRecord record) {
        Optional<Stamped> unread = guess(record).flatMap(entry -> stamp(record, entry));
        if (unread.isPresent()) return unread.get();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            switch (sidecar.read(record.key())) {
                case Looked.Unseen(Problem problem) -> {
                    return new Stamped.Stuck(problem);
                }
                case Looked.Seen(Optional<Entry> entry) -> {
                    Optional<Stamped> stamped = stamp(record, entry);
                    if (stamped.isPresent()) return stamped.get();
                }
            }
        }
        return new Stamped.Stuck(Problem.passing(
                FaultCode.CONFLICT, "the sidecar in " + here.region() + " changes faster than it is read"));
    }

    /**
     * What the sidecar most likely holds, where a swap will tell: if it finds exactly that, it has spared a read, and else nothing
     * has happened.
     */
    private Optional<Optional<Entry>> guess(ChangeRecord record) {
        // What is stamped well is not swapped.
        boolean isClaimed = record.after().flatMap(claims::borneBy).isPresent();
        if (!terms.takesWrites() || isClaimed) return Optional.empty();
        Optional<Entry> recalled = sidecar.recalled(record.key());
        boolean isNew = record.before().isEmpty()
                && record.after().flatMap(Item::marker).isEmpty();
        if (recalled.isEmpty() && !isNew) return Optional.empty();
        return switch (authorship(record, recalled)) {
            case Authorship.Local _, Authorship.Removal _ -> Optional.of(recalled);
            case Authorship.Nothing _,
                    Authorship.Again _,
                    Authorship.Echo _,
                    Authorship.Stray _,
                    Authorship.Expired _ -> Optional.empty();
        };
    }

    private Optional<Stamped> stamp(ChangeRecord record, Optional<Entry> entry) {
        return switch (authorship(record, entry)) {
            case Authorship.Nothing _ -> Optional.of(new Stamped.Settled());
            case Authorship.Echo(Version version) -> Optional.of(echo(record, entry.orElseThrow(), version));
            // What it overwrote is not kept; that it had seen everything is the guess that accuses nobody.
            case Authorship.Again(Version version) ->
                Optional.of(new Stamped.Outward(
                        new Change(record.key(), version, record.after().map(Item::content), Optional.of(version))));
            case Authorship.Stray(Version winner) -> Optional.of(stray(record, entry.orElseThrow(), winner));
            case Authorship.Removal(Version version) -> pass(record, entry.orElseThrow(), version);
            case Authorship.Expired _ -> expired(record, entry);
            case Authorship.Local _ -> local(record, entry);
        };
    }

    private Authorship authorship(ChangeRecord record, Optional<Entry> entry) {
        return Authorship.of(record, entry, here, claims, Expiry.isOf(record, terms));
    }

    /**
     * A copy that lands late finds that something later stands there, and fails. But a later delete may have found nothing to
     * delete and left nothing for it to find.
     */
    private static Stamped echo(ChangeRecord record, Entry entry, Version version) {
        boolean isOutlived = entry.content().isEmpty() && entry.version().isAbove(Optional.of(version));
        return isOutlived ? bringBack(record, entry, Optional.empty()) : new Stamped.Settled();
    }

    /**
     * What a stray fell on stands in its record, unless it fell on another stray; then that one has said so. If something later
     * was announced meanwhile, that will come.
     */
    private Stamped stray(ChangeRecord record, Entry entry, Version winner) {
        if (entry.content().isEmpty()) return bringBack(record, entry, Optional.empty());
        Optional<Item> content = record.before().map(Item::content);
        boolean isWinner = entry.version().equals(winner)
                && entry.content().equals(content.map(item -> here.digest(record.key(), item)));
        return isWinner ? bringBack(record, entry, content) : new Stamped.Settled();
    }

    private static Stamped bringBack(ChangeRecord record, Entry entry, Optional<Item> content) {
        return new Stamped.Inward(new Change(record.key(), entry.version(), content, Optional.of(entry.version())));
    }

    /** Remembers where a delete of ours took the item away: a copy that appears later was brought back by somebody. */
    private Optional<Stamped> pass(ChangeRecord record, Entry entry, Version version) {
        Optional<Version> landed = Version.higher(entry.passed().flatMap(Passed::landed), Optional.of(version));
        var passed = new Passed(record.sequence(), version, false, landed);
        var next = new Entry(entry.version(), entry.content(), entry.overwrote(), Optional.of(passed), entry.expires());
        return swap(record, Optional.of(entry), next, new Stamped.Settled());
    }

    private Optional<Stamped> expired(ChangeRecord record, Optional<Entry> entry) {
        Optional<Version> meant = ending(record, entry);
        if (meant.isPresent()) return ended(record, entry, meant.get());
        return entry.isPresent() ? outlived(record, entry.get()) : Optional.of(new Stamped.Settled());
    }

    /** The version of what expired, if the sidecar knows it, or its own stamp says so. */
    private Optional<Version> ending(ChangeRecord record, Optional<Entry> entry) {
        Optional<Version> known = entry.map(Entry::version);
        if (entry.flatMap(Entry::content).equals(record.before().map(item -> here.digest(record.key(), item)))) {
            return known;
        }
        return record.before()
                .flatMap(item -> claims.of(record.key(), item, entry))
                .filter(claim -> claim.expired().isAbove(known));
    }

    /** The end of exactly that version. What nobody has come by is left to the other regions' own time to live. */
    private Optional<Stamped> ended(ChangeRecord record, Optional<Entry> entry, Version meant) {
        Version end = meant.expired();
        var passed = new Passed(record.sequence(), end, true, landed(record, entry));
        var next = new Entry(
                end,
                Optional.empty(),
                Optional.of(meant),
                Optional.of(passed),
                Optional.of(clock.instant().plus(terms.tombstones())));
        var change = new Change(record.key(), end, Optional.empty(), Optional.of(meant));
        return swap(record, entry, next, new Stamped.Outward(change));
    }

    /** Something later has been announced, and will come. Only the copy that stood here is remembered. */
    private Optional<Stamped> outlived(ChangeRecord record, Entry entry) {
        Optional<Version> mark = copied(record, Optional.of(entry.version()));
        // What is below the last local write is a stray, which is told of already; that write must stay the one to be
        // sent again.
        Optional<Version> later =
                mark.filter(copy -> copy.isAbove(entry.passed().map(Passed::version)));
        if (later.isEmpty()) return Optional.of(new Stamped.Settled());
        var passed = new Passed(record.sequence(), later.get(), false, landed(record, Optional.of(entry)));
        var next = new Entry(entry.version(), entry.content(), entry.overwrote(), Optional.of(passed), entry.expires());
        return swap(record, Optional.of(entry), next, new Stamped.Settled());
    }

    private Optional<Stamped> local(ChangeRecord record, Optional<Entry> entry) {
        if (!terms.takesWrites()) {
            watch.foreignWrite(here.region(), record.key());
            return Optional.of(new Stamped.Settled());
        }
        if (!claims.areMade() || record.after().isEmpty()) return dated(record, entry);
        return switch (claims.judge(record, record.after().get(), entry, stood(record, entry))) {
            case Claims.Judged.Good(Version claim) -> claimed(record, entry, claim);
            case Claims.Judged.Bad(String why) -> {
                Optional<Stamped> stamped = dated(record, entry);
                stamped.ifPresent(done -> tell(done, why));
                yield stamped;
            }
        };
    }

    private void tell(Stamped done, String why) {
        if (done instanceof Stamped.Outward(Change change)) {
            watch.unstamped(here.region(), change.key(), why, change.version());
        }
    }

    /**
     * Its own stamp is its version, and nothing needs to be written for it, unless it fell on a copy: that this one had landed
     * is remembered. What is above it and was announced will come, unless it is a deletion that found nothing to delete.
     */
    private Optional<Stamped> claimed(ChangeRecord record, Optional<Entry> entry, Version claim) {
        Optional<Version> overwrote = overwritten(record, entry);
        var change = new Change(record.key(), claim, record.after().map(Item::content), overwrote);
        tellIfLate(record, change);
        Optional<Entry> deleted = entry.filter(known -> known.content().isEmpty())
                .filter(known -> known.version().isAbove(Optional.of(claim)));
        Stamped done = deleted.map(later -> undo(record, later, change)).orElseGet(() -> new Stamped.Outward(change));
        Optional<Version> copy = copied(record, entry.map(Entry::version));
        if (entry.isEmpty() || copy.isEmpty()) return Optional.of(done);
        var passed = new Passed(record.sequence(), claim, true, landed(record, entry));
        Entry known = entry.get();
        boolean isLast = claim.isAbove(Optional.of(known.version()));
        var next = isLast
                ? new Entry(claim, digest(record), overwrote, Optional.of(passed), Optional.empty())
                : new Entry(known.version(), known.content(), known.overwrote(), Optional.of(passed), known.expires());
        return swap(record, entry, next, done);
    }

    private Optional<Digest> digest(ChangeRecord record) {
        return record.after().map(item -> here.digest(record.key(), item));
    }

    private Stamped undo(ChangeRecord record, Entry deletion, Change change) {
        if (change.version().isAbove(deletion.overwrote())) {
            watch.conflict(
                    new Conflict(here.region(), change.key(), deletion.version(), change.version(), change.content()));
        }
        return bringBack(record, deletion, Optional.empty());
    }

    private Optional<Stamped> dated(ChangeRecord record, Optional<Entry> entry) {
        // Above all that is known here, also above what is still on its way into the table: whoever put that on its way
        // looked at the table first, and this write was not there yet. So it is the later one.
        Optional<Version> known = entry.map(Entry::version);
        Instant now = clock.instant();
        Optional<Version> above = Version.higher(known, stood(record, entry));
        Version version = Version.next(now, record.created(), terms.granularity(), here.region(), above);
        Optional<Version> overwrote = overwritten(record, entry);
        Optional<Version> disclaimed = record.after().flatMap(claims::borneBy);
        var next = new Entry(
                version,
                digest(record),
                overwrote,
                Optional.of(new Passed(record.sequence(), version, true, landed(record, entry), disclaimed)),
                record.after().isPresent() ? Optional.empty() : Optional.of(now.plus(terms.tombstones())));
        var change = new Change(record.key(), version, record.after().map(Item::content), overwrote);
        Optional<Stamped> stamped = swap(record, entry, next, new Stamped.Outward(change));
        if (stamped.filter(Stamped.Outward.class::isInstance).isPresent()) {
            report(change, known);
            tellIfLate(record, change);
        }
        return stamped;
    }

    private void tellIfLate(ChangeRecord record, Change change) {
        Instant made = record.created().plus(terms.granularity());
        if (made.plus(LATE).isBefore(clock.instant())) {
            watch.late(here.region(), change.key(), made, change.version());
        }
    }

    /** The highest version that the write had seen, as far as that is known. */
    private Optional<Version> overwritten(ChangeRecord record, Optional<Entry> entry) {
        Optional<Version> passed = entry.flatMap(Entry::passed).map(Passed::version);
        Optional<Version> stood = Version.higher(seen(record, entry), stood(record, entry));
        return Version.higher(stood, Version.higher(passed, landed(record, entry)));
    }

    private Optional<Version> landed(ChangeRecord record, Optional<Entry> entry) {
        return Version.higher(
                entry.flatMap(Entry::passed).flatMap(Passed::landed), copied(record, entry.map(Entry::version)));
    }

    /** The version of what the write fell on: that of a true copy, or that of a stamp. */
    private Optional<Version> stood(ChangeRecord record, Optional<Entry> entry) {
        Optional<Version> claim = record.before().flatMap(before -> claims.of(record.key(), before, entry));
        return Version.higher(copied(record, entry.map(Entry::version)), claim);
    }

    /** The version of what was found by looking at the table, not in the stream: it bears no marker. */
    private Optional<Version> seen(ChangeRecord record, Optional<Entry> entry) {
        return entry.filter(known -> known.content().isPresent())
                .filter(known -> known.content().equals(record.before().map(item -> here.digest(record.key(), item))))
                .map(Entry::version);
    }

    /** The version of the copy that the write fell on, if it was a true one. */
    private Optional<Version> copied(ChangeRecord record, Optional<Version> known) {
        return record.before()
                .flatMap(before -> Marker.of(here, record.key(), before))
                .map(Marker::version)
                .filter(version -> !version.isAbove(known));
    }

    private void report(Change change, Optional<Version> known) {
        known.filter(loser -> loser.isAbove(change.overwrote()) && !loser.isExpired())
                .map(loser -> new Conflict(here.region(), change.key(), change.version(), loser, Optional.empty()))
                .ifPresent(watch::conflict);
    }

    private Optional<Stamped> swap(ChangeRecord record, Optional<Entry> entry, Entry next, Stamped done) {
        return switch (sidecar.swap(record.key(), entry, next)) {
            case Written.Done _ -> Optional.of(done);
            case Written.Refused _ -> Optional.empty();
            // Whether it was written or not, the next try reads it.
            case Written.Failed(Problem problem, boolean _) -> Optional.of(new Stamped.Stuck(problem));
        };
    }
}
