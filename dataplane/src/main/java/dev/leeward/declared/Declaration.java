package dev.leeward.declared;

import dev.leeward.region.RegionName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stores and tables as declared.
 *
 * @param stores one for each region, in the order of the file
 * @param tables those of applications, in the order of the file
 * @param health the table that probes read and write, where one is wanted
 */
public record Declaration(List<Store> stores, List<DeclaredTable> tables, Optional<DeclaredTable> health) {
    public Declaration {
        stores = List.copyOf(stores);
        tables = List.copyOf(tables);
    }

    /** The store of a region. */
    public Optional<Store> store(RegionName region) {
        return stores.stream().filter(store -> store.region().equals(region)).findFirst();
    }

    /** The application's table of this name. */
    public Optional<DeclaredTable> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Every table that has to be there: those of applications, then the health table. */
    public List<DeclaredTable> all() {
        return Stream.concat(tables.stream(), health.stream()).toList();
    }
}
