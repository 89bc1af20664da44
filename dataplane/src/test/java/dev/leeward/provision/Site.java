package dev.leeward.provision;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.provision.StepResult.Applied;
import dev.leeward.region.RegionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores with what plans and takes steps, for tests. */
public record Site(Map<RegionName, Tables> stores, Time time, Patience patience) {
    public Plan plan(DeclaredTable table) {
        return new Survey(Shop.declaration(table), stores, time).plan(table);
    }

    /** Plans and takes the steps, up to the first that is not applied. */
    public List<StepResult> apply(DeclaredTable table) {
        Declaration declaration = Shop.declaration(table);
        Map<String, RegionName> regions = new HashMap<>();
        declaration.stores().forEach(store -> regions.put(store.awsRegion(), store.region()));
        var provisioner = new Provisioner(stores, regions, time, patience);
        List<StepResult> results = new ArrayList<>();
        for (Step step : plan(table).steps()) {
            StepResult result = provisioner.take(step);
            results.add(result);
            if (!(result instanceof Applied)) break;
        }
        return results;
    }
}
