package dev.leeward.replication;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Entry.Passed;
import dev.leeward.version.Claim;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the stamps of applications are worth in one region, in the mode in which they say themselves when they wrote. A stamp counts
 * if nothing speaks against it; else the write gets a version from us, like every write in the other modes, and the sidecar
 * remembers that its stamp is not its version. All of that follows from the record and what was passed before it, so that
 * whoever reads the record again judges the same.
 */
final class Claims {
    /** How far ahead of the store's clock an application's may be. */
    static final Duration AHEAD = Duration.ofMinutes(1);
    /** Older ones may be those of items whose deletion nobody remembers any more. */
    static final Duration BEHIND = Duration.ofDays(7);

    private final Replica here;
    private final Terms terms;

    Claims(Replica here, Terms terms) {
        this.here = here;
        this.terms = terms;
    }

    /** Whether applications stamp here at all. */
    boolean areMade() {
        return terms.claim().isPresent();
    }

    /** The stamp of this region that an item bears, whatever it is worth. */
    Optional<Version> borneBy(Item item) {
        return terms.claim()
                .flatMap(attribute -> Claim.of(item, attribute))
                .filter(claim -> claim.region().equals(here.region()));
    }

    /**
     * The version of an item that stands here and that the sidecar does not know, once all its records have been judged: that
     * of its stamp. A copy may bear an old stamp of this region's, too, and has the version of its marker.
     */
    Optional<Version> of(ItemKey key, Item item, Optional<Entry> entry) {
        return borneBy(item)
                .filter(claim -> !isDisclaimed(claim, entry.flatMap(Entry::passed)))
                .filter(_ -> Marker.of(here, key, item).isEmpty());
    }

    /** What came of a stamp. */
    sealed interface Judged {
        /** It is the version of the write. */
        record Good(Version version) implements Judged {}

        /** It is not, and why. */
        record Bad(String why) implements Judged {}
    }

    /** Judges the stamp of what an application put. */
    Judged judge(ChangeRecord record, Item after, Optional<Entry> entry, Optional<Version> fellOn) {
        Optional<Version> own = borneBy(after);
        if (own.isEmpty()) return new Judged.Bad("it bears no stamp of this region");
        if (Marker.of(here, record.key(), after).isPresent()) return new Judged.Bad("it is a copy, brought back");
        Version claim = own.get();
        Optional<Passed> passed = entry.flatMap(Entry::passed);
        Instant latest = record.created().plus(terms.granularity()).plus(AHEAD);
        if (claim.millis() > latest.toEpochMilli()) return new Judged.Bad("its stamp is ahead of the store's clock");
        if (claim.millis() < record.created().minus(BEHIND).toEpochMilli()) {
            return new Judged.Bad("its stamp is older than a week");
        }
        boolean isNew =
                claim.isAbove(fellOn) && claim.isAbove(passed.map(Passed::version)) && !isDisclaimed(claim, passed);
        return isNew ? new Judged.Good(claim) : new Judged.Bad("its stamp is not above that of what it overwrote");
    }

    private static boolean isDisclaimed(Version claim, Optional<Passed> passed) {
        return passed.flatMap(Passed::disclaimed).filter(claim::equals).isPresent();
    }
}
