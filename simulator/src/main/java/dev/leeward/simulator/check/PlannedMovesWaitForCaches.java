package dev.leeward.simulator.check;

import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S30: "a planned move steers only after caches have let go of answers with the everyday TTL."
 *
 * <p>Checked, when a change of a switchover or failback arrives that moves a target: the target has carried the short TTL for at
 * least as long as the everyday one lasts. How late name servers follow is not counted: who answers late has others wait
 * longer, not shorter. Where another life took over meanwhile, the wait is not judged: the clocks of two nodes need not agree.
 */
final class PlannedMovesWaitForCaches extends Judge {
    private final Map<TargetId, Instant> lowered = new HashMap<>();
    private Instant takenOver = Instant.MIN;

    PlannedMovesWaitForCaches(Consumer<Breach> out) {
        super("S30", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Began began ->
                began.targets().forEach((target, stand) -> {
                    if (stand.shortTtl()) lowered.put(target, at);
                });
            case Happening.NodeStarted _ -> takenOver = at;
            case Happening.Arrived arrived when !arrived.refused() -> arrived(at, arrived.plan());
            case Happening.Changed changed -> {
                if (!changed.after().shortTtl()) lowered.remove(changed.target());
                else lowered.putIfAbsent(changed.target(), at);
            }
            default -> {
                // Changes no target.
            }
        }
    }

    private void arrived(Instant at, SteeringPlan plan) {
        var order = plan.order();
        var desired = order.endpoints().get(order.to());
        if (desired == null || plan.before().values().equals(desired.byType())) return;
        boolean planned = scene.account(order.service())
                .deed(order.operation())
                .filter(deed ->
                        deed.step().kind() == StepKind.STEER && deed.run().planned())
                .isPresent();
        var service = scene.service(order.service()).orElse(null);
        if (!planned || service == null) return;
        var since = Optional.ofNullable(lowered.get(plan.target()));
        if (since.filter(from -> !Drift.shorter(from, at, service.steadyTtl())).isPresent()) return;
        if (since.filter(takenOver::isAfter).isPresent()) return;
        var when = since.map(Instant::toString).orElse("no time");
        breach(at, "%s moves %s, whose TTL was lowered at %s", order.operation(), plan.target(), when);
    }
}
