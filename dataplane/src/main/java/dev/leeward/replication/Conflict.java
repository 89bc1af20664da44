package dev.leeward.replication;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.version.Version;
import java.util.Optional;

/**
 * Two writes to one key of which neither had seen the other. The later version stands everywhere; the other is lost, and so
 * it is told. The same conflict may be told by more than one region and again after a restart.
 *
 * @param seenIn the region whose table showed it
 * @param lost the content that is given up, where it is at hand and was no deletion
 */
public record Conflict(RegionName seenIn, ItemKey key, Version winner, Version loser, Optional<Item> lost) {}
