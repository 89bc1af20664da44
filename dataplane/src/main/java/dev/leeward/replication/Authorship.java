package dev.leeward.replication;

import dev.leeward.item.Item;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Entry.Passed;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.util.Optional;

/**
 * Whose doing a record of a stream is: an application's, or ours. A marker alone proves nothing, since applications copy
 * items, bring old ones back and keep attributes that they do not know. So a copy of ours has to be true to its marker, newer
 * than what it fell on, and announced in the sidecar before.
 */
sealed interface Authorship {
    /** Nothing to do: it is behind us already, or of no consequence. */
    record Nothing() implements Authorship {}

    /** A local write that has its version already. */
    record Again(Version version) implements Authorship {}

    /** A copy of ours of that version, landed as meant. */
    record Echo(Version version) implements Authorship {}

    /** A delete of ours took the item away. */
    record Removal(Version version) implements Authorship {}

    /**
     * A copy or a delete of ours fell on a local write it did not know of, which got the higher version meanwhile and has to
     * be brought back.
     *
     * @param winner the version of that local write
     */
    record Stray(Version winner) implements Authorship {}

    /** The store took an expired item away. */
    record Expired() implements Authorship {}

    /** An application wrote it. */
    record Local() implements Authorship {}

    /**
     * Judges a record by what the sidecar says of its key right now.
     *
     * @param claims what stamps of applications are worth
     * @param isExpiry whether it is of a deletion at the end of a time to live, if it is none of ours
     */
    static Authorship of(ChangeRecord record, Optional<Entry> entry, Replica here, Claims claims, boolean isExpiry) {
        Optional<Passed> passed = entry.flatMap(Entry::passed);
        int ahead =
                passed.map(last -> last.sequence().compareTo(record.sequence())).orElse(-1);
        if (ahead > 0) return new Nothing();
        if (ahead == 0) {
            return passed.filter(Passed::isLocal)
                    .<Authorship>map(last -> new Again(last.version()))
                    .orElseGet(Nothing::new);
        }
        Optional<Marker> old = record.before().flatMap(before -> Marker.of(here, record.key(), before));
        return record.after()
                .map(after -> ofLanding(record, after, old, entry, here, claims))
                .orElseGet(() -> ofRemoval(record, old, entry, isExpiry));
    }

    private static Authorship ofLanding(
            ChangeRecord record, Item after, Optional<Marker> old, Optional<Entry> entry, Replica here, Claims claims) {
        boolean keptMarker = after.marker().isPresent()
                && record.before().flatMap(Item::marker).equals(after.marker());
        boolean keptContent = record.before().map(Item::content).equals(Optional.of(after.content()));
        // We always set a marker of our own, so what kept the one that was there is not ours.
        Optional<Marker> mark = keptMarker ? Optional.empty() : Marker.of(here, record.key(), after);
        if (mark.isEmpty()) {
            // A marker that was not true before and is not true now changes nothing.
            return keptContent && (keptMarker || old.isEmpty()) ? new Nothing() : new Local();
        }
        Version version = mark.get().version();
        // The version of a stamped write is in no sidecar, only in the item itself.
        Optional<Version> claimed = record.before().flatMap(before -> claims.of(record.key(), before, entry));
        boolean isImpostor = !version.isAbove(old.map(Marker::version))
                || claimed.filter(stood -> stood.isAbove(Optional.of(version))).isPresent()
                || !isAnnounced(version, entry)
                || (mark.get().deletes() && !keptContent);
        if (isImpostor) return new Local();
        Optional<Passed> passed = entry.flatMap(Entry::passed);
        return ofCopy(version, passed).orElseGet(() -> new Echo(version));
    }

    private static Authorship ofRemoval(
            ChangeRecord record, Optional<Marker> old, Optional<Entry> entry, boolean isExpiry) {
        Optional<Version> version =
                old.filter(Marker::deletes).map(Marker::version).filter(mark -> isAnnounced(mark, entry));
        if (version.isEmpty()) {
            return ofBlindRemoval(record, entry.flatMap(Entry::passed))
                    .orElseGet(() -> isExpiry ? new Expired() : new Local());
        }
        return ofCopy(version.get(), entry.flatMap(Entry::passed)).orElseGet(() -> new Removal(version.get()));
    }

    /**
     * A delete of ours that fell on what an application had added to an item which bore its mark already: no condition shows
     * attributes that one does not know of. So the local write, which fell on that very mark, is brought back.
     */
    private static Optional<Authorship> ofBlindRemoval(ChangeRecord record, Optional<Passed> passed) {
        Optional<Version> mark =
                record.before().flatMap(Marker::borneBy).filter(Marker::deletes).map(Marker::version);
        return passed.filter(Passed::isLocal)
                .filter(last -> mark.isPresent() && last.landed().equals(mark))
                .map(last -> new Stray(last.version()));
    }

    /**
     * Judges what bears the marker of a version that was announced; nothing if it came as it was meant. If it did not know of
     * the last local write, it is a late copy of ours, provided that it never stood here before, and else an old one.
     */
    private static Optional<Authorship> ofCopy(Version version, Optional<Passed> passed) {
        if (isNew(version, passed)) return Optional.empty();
        Passed last = passed.orElseThrow();
        return Optional.of(version.isAbove(last.landed()) ? new Stray(last.version()) : new Local());
    }

    /** The sidecar learns of a version before the table does. */
    private static boolean isAnnounced(Version version, Optional<Entry> entry) {
        return entry.isPresent() && version.compareTo(entry.get().version()) <= 0;
    }

    /** A copy of a local write itself is put where a stray has fallen on it. */
    private static boolean isNew(Version version, Optional<Passed> passed) {
        return version.isAbove(passed.map(Passed::version))
                || passed.filter(last -> last.isLocal() && last.version().equals(version))
                        .isPresent();
    }
}
