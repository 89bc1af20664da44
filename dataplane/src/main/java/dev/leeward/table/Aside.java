package dev.leeward.table;

import dev.leeward.item.ItemKey;
import dev.leeward.version.Version;

/** What a region's table cannot hold, remembered in that region: it is not copied, and nobody may believe that it was. */
public interface Aside {
    /** Remembers it; refused where there is too much of it already. */
    Written set(ItemKey key, Version version, String reason);

    /** The region holds this version of the key, or a later one, so that nothing older is missing. */
    void settled(ItemKey key, Version version);

    /** One that takes nothing. */
    static Aside none() {
        return new Aside() {
            @Override
            public Written set(ItemKey key, Version version, String reason) {
                return new Written.Refused();
            }

            @Override
            public void settled(ItemKey key, Version version) {}
        };
    }
}
