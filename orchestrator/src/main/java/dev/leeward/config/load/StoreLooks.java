package dev.leeward.config.load;

import dev.leeward.config.load.Draft.DeclarationDraft;
import dev.leeward.config.load.Draft.StoreDraft;
import dev.leeward.config.load.Draft.TableDraft;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Store;
import dev.leeward.probe.Check;
import dev.leeward.probe.Check.StoreLook;
import dev.leeward.region.RegionName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads probes of stores.
 *
 * @param declared the stores and tables of the file
 * @param region whose probes are read: its store is looked at unless they say another one; empty for references
 */
record StoreLooks(Optional<DeclarationDraft> declared, Optional<RegionName> region) {
    private static final Map<String, StoreLook> LOOKS = looks();

    /** The short form: only what is asked. */
    Optional<Check> shortForm(Cell cell) {
        return Values.choice(LOOKS)
                .parse(cell)
                .flatMap(look ->
                        store(cell, Optional.empty()).flatMap(store -> check(cell, look, store, Optional.empty())));
    }

    Optional<Check> check(Cell content, Section section) {
        var look = section.require("look", "look: read-write").flatMap(Values.choice(LOOKS)::parse);
        var named = section.optional("store", StoreLooks::regionName);
        var table = section.optional("table", TableReading::name);
        if (!section.sound()) return Optional.empty();
        return look.flatMap(what -> store(section.cell("store").orElse(content), named)
                .flatMap(store -> check(section.cell("table").orElse(content), what, store, table)));
    }

    private Optional<Check> check(Cell at, StoreLook look, Store store, Optional<String> table) {
        if (table.isPresent() && look != StoreLook.DESCRIBE) {
            return at.wrong(
                    "only the health table is read and written by probes", "leave table out, or write look: describe");
        }
        return table.or(() -> healthTable(at, store.region()))
                .map(name -> new Check.Store(look, store.region().value(), store.awsRegion(), store.endpoint(), name));
    }

    private Optional<Store> store(Cell at, Optional<RegionName> named) {
        var wanted = named.or(() -> region);
        if (wanted.isEmpty()) return at.wrong("this says no store", "write store: with a region of data.stores");
        var found = declared.stream()
                .flatMap(data -> data.stores().stream())
                .map(StoreDraft::store)
                .filter(store -> store.region().equals(wanted.get()))
                .findFirst();
        return found.isPresent()
                ? found
                : at.wrong("no store of " + wanted.get() + " is declared", "add data.stores." + wanted.get() + ": {}");
    }

    private Optional<String> healthTable(Cell at, RegionName store) {
        var health = declared.flatMap(DeclarationDraft::health).map(TableDraft::table);
        if (health.isEmpty()) return at.wrong("there is no health table", "add data.health: {}, or name a table");
        return health.filter(table -> table.replicas().contains(store))
                .map(DeclaredTable::name)
                .or(() -> at.wrong("the health table is not kept in " + store, "add it to data.health.replicas"));
    }

    private static Optional<RegionName> regionName(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> RegionName.isValid(text)
                        ? Optional.of(new RegionName(text))
                        : cell.wrong(Cell.quoted(text) + " is no name of a region"));
    }

    private static Map<String, StoreLook> looks() {
        Map<String, StoreLook> looks = new LinkedHashMap<>();
        looks.put("describe", StoreLook.DESCRIBE);
        looks.put("read", StoreLook.READ);
        looks.put("read-write", StoreLook.READ_WRITE);
        return looks;
    }
}
