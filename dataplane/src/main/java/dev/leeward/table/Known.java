package dev.leeward.table;

import dev.leeward.item.ItemKey;

/** What a sidecar knows of a key, with the key. */
public record Known(ItemKey key, Entry entry) {}
