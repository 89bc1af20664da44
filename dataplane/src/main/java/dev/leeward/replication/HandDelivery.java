package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.replication.Applied.Sight;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.version.Replica;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings a version to a region outside of any link, as a repair does: announced in the sidecar, landed under a marker, so that
 * the region's own reader takes its record for an echo. May run beside replicators or without any.
 */
public final class HandDelivery {
    private static final String JUDGED = "judged";
    /** Before everything that anybody sees, so that only what was judged beforehand counts as older than all versions. */
    private static final Instant BEFORE = Instant.MIN;

    private final Replica there;
    private final Table table;
    private final Sidecar sidecar;
    private final Terms terms;
    private final InstantSource clock;
    private final InstantSource steady;
    private final Watch watch;

    /** A way into one region. */
    public HandDelivery(
            Replica there,
            Table table,
            Sidecar sidecar,
            Terms terms,
            InstantSource clock,
            InstantSource steady,
            Watch watch) {
        this.there = there;
        this.table = table;
        this.sidecar = sidecar;
        this.terms = terms;
        this.clock = clock;
        this.steady = steady;
        this.watch = watch;
    }

    /** What came of it. */
    public sealed interface Delivered {
        /** The region holds the version, or something later. */
        record Settled() implements Delivered {}

        /** Something stands there whose version nobody knows, and that was not judged. Nothing was overwritten. */
        record Unknown() implements Delivered {}

        /** It may be half done; doing it again is safe. */
        record Failed(Problem problem) implements Delivered {}
    }

    /**
     * Brings the change there.
     *
     * @param judged a content, or none, that may be overwritten though the sidecar does not know it; nothing else that the
     *     sidecar does not know is
     */
    public Delivered deliver(Change change, Optional<Judged> judged) {
        var passage = new Passage(List.of(JUDGED));
        judged.ifPresent(_ -> passage.passed(JUDGED, BEFORE.plusNanos(1)));
        var applier = new Applier(there, table, sidecar, passage, steady, clock, terms, Optional.empty(), watch);
        return switch (applier.apply(change, judged.map(seen -> new Sight(seen.image(), BEFORE)))) {
            case Applied.Settled _ -> new Delivered.Settled();
            case Applied.Wait _ -> new Delivered.Unknown();
            case Applied.Stuck(Problem problem) -> new Delivered.Failed(problem);
            case Applied.TooLarge(Problem problem) -> new Delivered.Failed(problem);
        };
    }

    /** What stood there when somebody judged that it may go. */
    public record Judged(Optional<Item> image) {}
}
