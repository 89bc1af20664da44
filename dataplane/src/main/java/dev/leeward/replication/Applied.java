package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import java.time.Instant;
import java.util.Optional;

/** What came of applying a change in one region. */
sealed interface Applied {
    /** The region holds it, or something later. */
    record Settled() implements Applied {}

    /** A content stands there that the sidecar does not know: whose it is has to be known first. */
    record Wait(Sight sight) implements Applied {}

    /** The table cannot hold it with a marker, today or tomorrow. */
    record TooLarge(Problem problem) implements Applied {}

    /** It cannot be done now, and may be half done. Doing it again is safe. */
    record Stuck(Problem problem) implements Applied {}

    /**
     * What stood in the table.
     *
     * @param image the item, if there was one
     * @param at a time after it was read
     */
    record Sight(Optional<Item> image, Instant at) {}
}
