package dev.leeward.repair;

import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.repair.Repair.Left;
import dev.leeward.repair.Repair.Way;
import dev.leeward.replication.HandDelivery.Delivered;
import dev.leeward.replication.HandDelivery.Judged;
import dev.leeward.table.Condition;
import dev.leeward.table.Looked;
import dev.leeward.table.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans repairs of a table and carries them out. */
public final class Repairs {
    private final List<Ground> grounds;

    /** Of a table in these regions. */
    public Repairs(List<Ground> grounds) {
        this.grounds = List.copyOf(grounds);
    }

    /** Looks at each key once more in all regions and says what would be done, of {@code limit} keys at most. */
    public Plan plan(List<ItemKey> keys, Rule rule, int limit) {
        var repairs = new ArrayList<Repair>();
        var left = new ArrayList<Left>();
        var unread = new ArrayList<Plan.Unread>();
        for (ItemKey key : keys.subList(0, Math.min(limit, keys.size()))) {
            switch (look(key)) {
                case Looked.Unseen<List<Holding>>(Problem problem) -> unread.add(new Plan.Unread(key, problem));
                case Looked.Seen<List<Holding>>(List<Holding> holdings) -> {
                    Judge.Judgement judgement = Judge.judge(rule, holdings);
                    repairs.addAll(judgement.repairs());
                    left.addAll(judgement.left());
                }
            }
        }
        return new Plan(repairs, left, unread, Math.max(0, keys.size() - limit));
    }

    /** Carries one repair out, and reads back. */
    public Outcome carryOut(Repair repair) {
        Ground there = grounds.stream()
                .filter(ground -> ground.replica().region().equals(repair.region()))
                .findFirst()
                .orElseThrow();
        // Empty if it was written; what may have been written shows when it is read back.
        Optional<Outcome> stopped = switch (repair.way()) {
            case Way.LocalWrite _ -> write(there, repair);
            case Way.Copy copy -> copy(there, repair, copy);
        };
        Optional<Outcome> sure = stopped.filter(Repairs::isSure);
        if (sure.isPresent()) return sure.get();
        Outcome now = readBack(there, repair);
        return now instanceof Outcome.Repaired ? now : stopped.orElse(now);
    }

    private static boolean isSure(Outcome outcome) {
        return !(outcome instanceof Outcome.Failed(Problem _, boolean maybe) && maybe);
    }

    private Looked<List<Holding>> look(ItemKey key) {
        var holdings = new ArrayList<Holding>();
        for (Ground ground : grounds) {
            switch (ground.look(key)) {
                case Looked.Unseen<Holding>(Problem problem) -> {
                    return new Looked.Unseen<>(problem);
                }
                case Looked.Seen<Holding>(Holding holding) -> holdings.add(holding);
            }
        }
        return new Looked.Seen<>(holdings);
    }

    private static Optional<Outcome> write(Ground there, Repair repair) {
        Written written = repair.content()
                .map(content -> there.table().put(repair.key(), content, Condition.still(repair.seen())))
                .orElseGet(() -> there.table().delete(repair.key(), Condition.still(repair.seen())));
        return switch (written) {
            case Written.Done _ -> Optional.empty();
            case Written.Refused _ -> Optional.of(new Outcome.Outdated());
            case Written.Failed(Problem problem, boolean maybe) -> Optional.of(new Outcome.Failed(problem, maybe));
        };
    }

    private static Optional<Outcome> copy(Ground there, Repair repair, Way.Copy copy) {
        if (there.versions().isEmpty()) return write(there, repair);
        Optional<Judged> judged = copy.isJudged() ? Optional.of(new Judged(repair.seen())) : Optional.empty();
        return switch (there.versions().get().delivery().deliver(copy.change(), judged)) {
            case Delivered.Settled _ -> Optional.empty();
            case Delivered.Unknown _ -> Optional.of(new Outcome.Outdated());
            case Delivered.Failed(Problem problem) -> Optional.of(new Outcome.Failed(problem, true));
        };
    }

    private static Outcome readBack(Ground there, Repair repair) {
        return switch (there.table().read(repair.key())) {
            case Looked.Unseen<Optional<Item>>(Problem problem) -> new Outcome.Failed(problem, true);
            case Looked.Seen<Optional<Item>>(Optional<Item> now) ->
                now.map(Item::content).equals(repair.content()) ? new Outcome.Repaired() : new Outcome.Outdated();
        };
    }
}
