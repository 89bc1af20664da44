package dev.leeward.replication;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.replication.Walk.Visited;
import dev.leeward.table.Entry;
import dev.leeward.table.Known;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Written;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds in a region's table what the region's stream has lost: a content that the sidecar does not know is a write, and an
 * item that is missing though the sidecar calls it alive is a deletion. Both get the lowest version above the known one, so
 * that every write with a record of its own wins over them.
 *
 * <p>A copy may have been announced and not have landed yet. So both are decided only if nothing has changed since an earlier
 * look, and if everything that was announced before that look has landed meanwhile, or else an older content would win over a
 * newer one.
 */
final class Auditor {
    private final Place here;
    private final InstantSource clock;
    private final Watch watch;
    private final Claims claims;
    private final Map<ItemKey, Found> found = new ConcurrentHashMap<>();

    Auditor(Place here, InstantSource clock, Watch watch) {
        this.here = here;
        this.clock = clock;
        this.watch = watch;
        this.claims = new Claims(here.replica(), here.terms());
    }

    /** What an earlier look has found. */
    private record Found(Entry entry, Optional<Item> image) {}

    /** Deals with an item. */
    Visited row(Row row, int visits) {
        return look(row.key(), visits);
    }

    /** Deals with an entry. */
    Visited entry(Known known, int visits, boolean isRemade) {
        // In a table that was made anew, what is missing was not deleted by anybody.
        if (isRemade || known.entry().content().isEmpty()) return new Visited.Passed();
        return look(known.key(), visits);
    }

    private Visited look(ItemKey key, int visits) {
        // What was remembered before the first visit is from another walk, and nobody waited since.
        Optional<Found> before = Optional.ofNullable(found.remove(key)).filter(_ -> visits > 0);
        if (!(here.sidecar().read(key) instanceof Looked.Seen<Optional<Entry>>(Optional<Entry> entry))) return unseen();
        // What nobody knows is an old row: a sweep gives it its version.
        if (entry.isEmpty()) return new Visited.Passed();
        if (!(here.table().read(key) instanceof Looked.Seen<Optional<Item>>(Optional<Item> image))) return unseen();
        if (digest(key, image).equals(entry.get().content())) return new Visited.Passed();
        // Its stamp says what the sidecar does not; if its record is lost, a sweep brings it.
        boolean isClaimed = image.flatMap(item -> claims.of(key, item, entry))
                .filter(claim -> claim.isAbove(entry.map(Entry::version)))
                .isPresent();
        if (isClaimed) return new Visited.Passed();
        var now = new Found(entry.get(), image);
        if (!before.equals(Optional.of(now))) {
            found.put(key, now);
            return new Visited.Later();
        }
        return decide(key, now);
    }

    private Visited decide(ItemKey key, Found lost) {
        if (!here.terms().takesWrites()) {
            watch.foreignWrite(here.replica().region(), key);
            return new Visited.Passed();
        }
        Entry entry = lost.entry();
        var next = new Entry(
                entry.version().after(here.replica().region()),
                digest(key, lost.image()),
                Optional.of(entry.version()),
                entry.passed(),
                lost.image().isPresent()
                        ? Optional.empty()
                        : Optional.of(clock.instant().plus(here.terms().tombstones())));
        return switch (here.sidecar().swap(key, Optional.of(entry), next)) {
            case Written.Done _ -> {
                watch.unrecorded(here.replica().region(), key, lost.image().isEmpty());
                yield new Visited.Passed();
            }
            case Written.Refused _ -> new Visited.Later();
            case Written.Failed(Problem problem, boolean _) -> new Visited.Stuck(problem);
        };
    }

    private Optional<Digest> digest(ItemKey key, Optional<Item> image) {
        return image.map(item -> here.replica().digest(key, item));
    }

    private Visited unseen() {
        return new Visited.Stuck(Problem.passing(
                FaultCode.UNREACHABLE, "cannot read in " + here.replica().region()));
    }
}
