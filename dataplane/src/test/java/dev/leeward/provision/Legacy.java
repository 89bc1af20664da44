package dev.leeward.provision;

import dev.leeward.declared.DeclaredTable;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables as if they belonged to a global table of the first version. */
final class Legacy {
    private Legacy() {}

    static Plan plan(Site site, DeclaredTable table, List<String> awsRegions) {
        var declaration = Shop.declaration(table);
        Map<RegionName, Looked<Optional<ObservedTable>>> seen = new LinkedHashMap<>();
        new Survey(declaration, site.stores(), site.time())
                .look(table.name())
                .forEach((region, looked) -> seen.put(region, legacy(looked, awsRegions)));
        return new Planner(declaration).plan(table, seen, site.time().now());
    }

    private static Looked<Optional<ObservedTable>> legacy(
            Looked<Optional<ObservedTable>> looked, List<String> awsRegions) {
        return looked instanceof Looked.Seen<Optional<ObservedTable>>(var table)
                ? new Looked.Seen<>(table.map(found -> new ObservedTable(
                        found.status(),
                        found.key(),
                        found.attributes(),
                        found.indexes(),
                        found.capacity(),
                        found.stream(),
                        found.expiry(),
                        found.recovery(),
                        found.deletionProtection(),
                        found.tags(),
                        found.scaling(),
                        new ReplicaGroup.Legacy(awsRegions),
                        found.foreign())))
                : looked;
    }
}
