package dev.leeward.measure.tables;

import dev.leeward.declared.Declaration;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fencing.FencePolicy;
import dev.leeward.fencing.Proof;
import dev.leeward.fencing.dynamodb.TableFence;
import dev.leeward.fencing.dynamodb.WriteTrial;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.measure.joint.SideBySide;
import dev.leeward.provision.Time;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Fences all tables of a service in one region at once, and tries each fence with a write that can change nothing: one of this
 * node's that was let through before and is denied now proves it.
 */
public final class TablesFencePerformer implements Performer {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int AT_ONCE = 32;

    private final Declaration declaration;
    private final List<String> tables;
    private final List<String> exempt;
    private final Time time;
    private final Stores stores;

    /**
     * A performer over stores of its own.
     *
     * @param tables those of the declaration that are fenced
     * @param exempt ARNs of roles and users that may write all the same
     */
    public TablesFencePerformer(Declaration declaration, List<String> tables, List<String> exempt, Time time) {
        this.declaration = declaration;
        this.tables = List.copyOf(tables);
        this.exempt = List.copyOf(exempt);
        this.time = time;
        this.stores = Stores.open(declaration);
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        var findings = new ArrayList<Finding>();
        for (var store : declaration.stores()) {
            for (var table : tables(store.region())) {
                if (fence(store.region(), table).standing() instanceof Looked.Unseen<FencePolicy>(var problem)) {
                    findings.add(new Finding(
                            Finding.Severity.ERROR,
                            problem.code(),
                            "the fence around %s in %s cannot be looked at: %s"
                                    .formatted(table, store.region(), problem.sentence())));
                }
            }
        }
        return List.copyOf(findings);
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        // Each table says what became of it before nobody listens any more.
        var spoken = time.now().plus(limit.multipliedBy(9).dividedBy(10));
        Map<String, Callable<Outcome>> asked = new LinkedHashMap<>();
        tables(order.region()).forEach(table -> asked.put(table, () -> perform(order, table, spoken)));
        return SideBySide.outcome(asked, AT_ONCE, limit, "");
    }

    private Outcome perform(MeasureOrder order, String table, Instant end) {
        var fence = fence(order.region(), table);
        return order.way() == MeasureOrder.Way.TAKE_BACK
                ? fence.lower(order.epoch(), left(end))
                : raised(fence, new WriteTrial(stores.store(order.region()), table), order.epoch(), end);
    }

    private Outcome raised(TableFence fence, WriteTrial trial, Epoch epoch, Instant end) {
        var before = trial.make();
        var outcome = fence.raise(epoch, exempt, left(end));
        if (!(outcome instanceof Outcome.Applied)) return outcome;
        if (!(before instanceof Proof.Allowed)) return new Outcome.Applied("stands; not tried, since " + why(before));
        while (true) {
            switch (trial.make()) {
                case Proof.Denied() -> {
                    return new Outcome.Applied("stands, and a write was denied");
                }
                case Proof.None(String why) -> {
                    return new Outcome.Applied("stands; not tried, since " + why);
                }
                case Proof.Allowed() -> {
                    if (time.now().plus(PAUSE).isAfter(end) || !paused()) {
                        return new Outcome.Unknown(Problem.passing(
                                FaultCode.UNSAFE, "the policy stands, and this node can write all the same"));
                    }
                }
            }
        }
    }

    private static String why(Proof before) {
        return before instanceof Proof.None(String why) ? why : "this node could not write before either";
    }

    private List<String> tables(RegionName region) {
        return declaration.tables().stream()
                .filter(table ->
                        tables.contains(table.name()) && table.replicas().contains(region))
                .map(table -> table.name())
                .toList();
    }

    private TableFence fence(RegionName region, String table) {
        return new TableFence(stores.store(region), table, time);
    }

    private Duration left(Instant end) {
        var left = Duration.between(time.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean paused() {
        try {
            time.pause(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stores.close();
    }
}
