package dev.leeward.repair;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Change;
import java.util.Optional;

/**
 * One write that is planned.
 *
 * @param content what is to stand there, or nothing: it is deleted
 * @param seen what stood there when it was planned; only over this is it written
 */
public record Repair(
        RegionName region, ItemKey key, Optional<Item> content, Optional<Item> seen, Way way, String reason) {

    /** How it is written, so that replication understands it. */
    public sealed interface Way {
        /** As a copy of that version: announced, marked, an echo for the region's reader. */
        record Copy(Change change, boolean isJudged) implements Way {}

        /**
         * As an application would write it: without a marker. Where Leeward replicates, the write gets a version of its own,
         * above all that the region knows, and goes to the other regions like any other.
         */
        record LocalWrite() implements Way {}
    }

    /** A difference that is left to a person. */
    public record Left(RegionName region, ItemKey key, String reason) {}
}
