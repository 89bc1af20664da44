package dev.leeward.provision;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.declared.Store;
import dev.leeward.provision.Difference.Aspect;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Plans what has to happen until tables stand as declared. Asks nobody and keeps nothing. */
public final class Planner {
    private final Declaration declaration;

    /** Plans for the stores of {@code declaration}. */
    public Planner(Declaration declaration) {
        this.declaration = declaration;
    }

    /**
     * Plans one table.
     *
     * @param found what every store was seen to have under its name
     * @param now what the time is, for what has a time limit
     */
    public Plan plan(DeclaredTable declared, Map<RegionName, Looked<Optional<ObservedTable>>> found, Instant now) {
        var draft = new Draft(declared.name());
        Map<RegionName, Optional<ObservedTable>> seen = new LinkedHashMap<>();
        for (Store store : declaration.stores()) {
            RegionName region = store.region();
            switch (found.get(region)) {
                case Looked.Seen<Optional<ObservedTable>>(var table) -> seen.put(region, table);
                case Looked.Unseen<Optional<ObservedTable>>(var problem) -> {
                    if (declared.replicas().contains(region)) {
                        draft.unseen(region, "could not be looked at: " + problem.sentence());
                    }
                }
                case null -> {
                    if (declared.replicas().contains(region)) draft.unseen(region, "was not looked at");
                }
            }
        }
        if (isLegacy(declared, seen, draft)) return draft.plan();
        if (declared.replication() instanceof Replication.GlobalTables global) {
            new GlobalTable(declaration, declared, global, draft).plan(seen, now);
        } else {
            side(declaration, declared, seen, draft);
        }
        return draft.plan();
    }

    /** Identical tables that know nothing of each other. */
    private static void side(
            Declaration declaration,
            DeclaredTable declared,
            Map<RegionName, Optional<ObservedTable>> seen,
            Draft draft) {
        seen.forEach((region, table) -> {
            boolean wanted = declared.replicas().contains(region);
            if (!wanted) {
                table.ifPresent(_ -> draft.caution(
                        region, "has a table of this name, which is not declared there; it is left alone"));
                return;
            }
            var settings = new Settings(declared, region, draft, scales(declaration, region));
            if (table.isEmpty()) {
                settings.make("declared, and there is none");
                return;
            }
            if (table.get().group() instanceof ReplicaGroup.Current current
                    && !current.replicas().isEmpty()) {
                draft.difference(region, Aspect.REPLICAS, "no global table", "a replica of one");
                draft.hindrance(
                        region,
                        "belongs to a global table; declare replication: global-tables, or remove its other replicas");
                return;
            }
            settings.adjust(table.get(), EnumSet.noneOf(Aspect.class), false);
        });
    }

    /** Application Auto Scaling belongs to AWS; stores of other makers have nothing like it. */
    static boolean scales(Declaration declaration, RegionName region) {
        return declaration
                .store(region)
                .filter(store -> store.endpoint().isEmpty())
                .isPresent();
    }

    /** The version of 2017 is reported, and nothing of it is touched. */
    private static boolean isLegacy(
            DeclaredTable declared, Map<RegionName, Optional<ObservedTable>> seen, Draft draft) {
        boolean legacy = false;
        for (var each : seen.entrySet()) {
            if (!declared.replicas().contains(each.getKey())) continue;
            if (each.getValue().isEmpty() || !(each.getValue().get().group() instanceof ReplicaGroup.Legacy old))
                continue;
            legacy = true;
            Comparison.of(declared, each.getKey(), each.getValue().get()).forEach(draft::difference);
            draft.difference(
                    each.getKey(), Aspect.REPLICAS, "global tables of version 2019.11.21", "version 2017.11.29");
            draft.hindrance(
                    each.getKey(),
                    "is a replica of a global table of version 2017.11.29, with " + String.join(", ", old.awsRegions())
                            + "; upgrade it in the DynamoDB console (table, global tables, update version; needs"
                            + " dynamodb:UpdateGlobalTableVersion, cannot be undone), then plan again");
        }
        return legacy;
    }
}
