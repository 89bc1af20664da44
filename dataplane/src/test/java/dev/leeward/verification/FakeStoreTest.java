package dev.leeward.verification;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Scan;
import dev.leeward.table.ScanContract;
import java.util.Map;

/** The store in memory keeps the contract too, so what is tested with it is worth something. */
final class FakeStoreTest extends ScanContract {
    private final FakeStore store = new FakeStore("region-a", 7, 20, () -> false);

    @Override
    protected Scan over(Map<ItemKey, Item> items) {
        store.items.putAll(items);
        return store;
    }

    @Override
    protected void remove(ItemKey key) {
        store.items.remove(key);
    }
}
