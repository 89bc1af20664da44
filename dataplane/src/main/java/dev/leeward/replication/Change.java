package dev.leeward.replication;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.version.Version;
import java.util.Optional;

/**
 * A local write with its version, on its way to other regions.
 *
 * @param content what the application wrote, or nothing if it deleted the item
 * @param overwrote the version it overwrote, where that is known
 */
public record Change(ItemKey key, Version version, Optional<Item> content, Optional<Version> overwrote) {}
