package dev.leeward.table;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a stream says of one change. There is no name of the event in it: the images say all, and not every store names its
 * events the same way.
 *
 * @param created about when, rounded down to the granularity of the store
 * @param before the item before, if there was one
 * @param after the item after, if there is one
 * @param isByStore whether the store says that it took the item away itself, at the end of its time to live; not all stores do
 */
public record ChangeRecord(
        Sequence sequence,
        ItemKey key,
        Instant created,
        Optional<Item> before,
        Optional<Item> after,
        boolean isByStore) {}
