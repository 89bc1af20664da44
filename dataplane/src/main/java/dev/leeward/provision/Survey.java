package dev.leeward.provision;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Looks at tables in all stores, and plans by what it sees. */
public final class Survey {
    private final Map<RegionName, Tables> stores;
    private final Planner planner;
    private final Time time;

    /** Looks at {@code stores}, those of {@code declaration}. */
    public Survey(Declaration declaration, Map<RegionName, Tables> stores, Time time) {
        this.stores = Map.copyOf(stores);
        this.planner = new Planner(declaration);
        this.time = time;
    }

    /** What has to happen until {@code table} stands as declared. */
    public Plan plan(DeclaredTable table) {
        return planner.plan(table, look(table.name()), time.now());
    }

    /** What every store has under this name; the stores are asked side by side. */
    public Map<RegionName, Looked<Optional<ObservedTable>>> look(String table) {
        Map<RegionName, FutureTask<Looked<Optional<ObservedTable>>>> asked = new LinkedHashMap<>();
        stores.forEach((region, tables) -> {
            var task = new FutureTask<>(() -> tables.look(table));
            Thread.ofVirtual().name("survey").start(task);
            asked.put(region, task);
        });
        Map<RegionName, Looked<Optional<ObservedTable>>> seen = new LinkedHashMap<>();
        asked.forEach((region, task) -> seen.put(region, answer(task)));
        return seen;
    }

    /** Every call that a look makes has a deadline, so it needs none of its own. */
    private static Looked<Optional<ObservedTable>> answer(FutureTask<Looked<Optional<ObservedTable>>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Looked.Unseen<>(Problem.passing(FaultCode.TIMED_OUT, "broken off"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at a table", e.getCause());
        }
    }
}
