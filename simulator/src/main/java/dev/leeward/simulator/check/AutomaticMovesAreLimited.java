package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.SteeringPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S8: "automatic transitions ≤ N per window W; dwell ≥ D between them; the cap never leaves a started plan half-done."
 *
 * <p>Checked, whenever an automatic run starts that moves traffic: it is at least {@code dwell} after the end of the last
 * run that changed what a target answers, and fewer than {@code budget} automatic runs that did ended within {@code
 * budgetWindow}; and no automatic run takes the place of another one that had moved traffic and was not over (which is how
 * a cap would cut it).
 *
 * <p>Durations are those of the journal's time, which must hold to the letter. Where one life wrote both ends, they must hold
 * in true time too, within the drift that is assumed. Over a restart only the journal's time is judged: the wall clock that
 * the new life began with may have been wrong. "Changed" is what arrived at a target and was not refused, not what the
 * journal makes of it.
 */
final class AutomaticMovesAreLimited extends Judge {
    private final Recent<String, Boolean> moved = new Recent<>(1_000);

    AutomaticMovesAreLimited(Consumer<Breach> out) {
        super("S8", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (what instanceof Happening.Arrived arrived && !arrived.refused()) arrived(arrived.plan());
        if (what instanceof Happening.Appended appended
                && appended.entry().event() instanceof Event.RunStarted run
                && run.automatic()) {
            started(at, scene.account(run.service()));
        }
    }

    private void arrived(SteeringPlan plan) {
        var order = plan.order();
        var desired = order.endpoints().get(order.to());
        if (desired == null || plan.before().values().equals(desired.byType())) return;
        scene.account(order.service())
                .deed(order.operation())
                .filter(deed -> deed.step().kind() == StepKind.STEER)
                .ifPresent(deed -> moved.put(deed.run().started().run().value(), true));
    }

    private void started(Instant at, Account account) {
        var run = account.runs().getLast();
        var policy = scene.service(account.service())
                .map(service -> service.failover())
                .orElse(null);
        if (policy == null || !run.movesTraffic()) return;
        int used = 0;
        for (var before : account.runs()) {
            if (before == run || !before.movesTraffic() || !hasMoved(before)) continue;
            if (before.end().isEmpty()) {
                breach(at, "%s starts while %s is under way", name(run), name(before));
                continue;
            }
            dwell(at, run, before, policy);
            if (before.started().automatic() && isWithin(before, run, policy)) used++;
        }
        if (used >= policy.budget()) {
            breach(at, "%s starts after %d others in %s", name(run), used, policy.budgetWindow());
        }
    }

    private void dwell(Instant at, Sortie run, Sortie before, FailoverPolicy policy) {
        var end = before.end().orElseThrow();
        boolean early = run.start().nodeTime().isBefore(end.nodeTime().plus(policy.dwell()))
                || (run.start().life().equals(end.life()) && Drift.shorter(end.at(), at, policy.dwell()));
        if (early) breach(at, "%s starts before %s after the end of %s", name(run), policy.dwell(), name(before));
    }

    private static boolean isWithin(Sortie before, Sortie run, FailoverPolicy policy) {
        return before.end()
                .filter(end -> end.nodeTime()
                        .plus(policy.budgetWindow())
                        .isAfter(run.start().nodeTime()))
                .isPresent();
    }

    private boolean hasMoved(Sortie run) {
        return Optional.ofNullable(moved.get(run.started().run().value())).isPresent();
    }

    private static String name(Sortie run) {
        return run.started().run().value();
    }
}
