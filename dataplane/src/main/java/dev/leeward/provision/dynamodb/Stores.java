package dev.leeward.provision.dynamodb;

import dev.leeward.declared.Declaration;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.provision.Tables;
import dev.leeward.region.RegionName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All stores of a declaration, open. */
public final class Stores implements AutoCloseable {
    private final Map<RegionName, Store> stores = new LinkedHashMap<>();

    private Stores() {}

    /** Opens them; nothing is sent yet. */
    public static Stores open(Declaration declaration) {
        var opened = new Stores();
        declaration.stores().forEach(store -> opened.stores.put(store.region(), Store.open(StoreAddress.of(store))));
        return opened;
    }

    /** The tables of each, in the order of the declaration. */
    public Map<RegionName, Tables> tables() {
        Map<RegionName, Tables> tables = new LinkedHashMap<>();
        stores.forEach((region, store) -> tables.put(region, StoreTables.of(store)));
        return Collections.unmodifiableMap(tables);
    }

    /**
     * The store of a region.
     *
     * @throws IllegalArgumentException if none is declared
     */
    public Store store(RegionName region) {
        Store store = stores.get(region);
        if (store == null) throw new IllegalArgumentException("no store of " + region);
        return store;
    }

    @Override
    public void close() {
        stores.values().forEach(Store::close);
    }
}
