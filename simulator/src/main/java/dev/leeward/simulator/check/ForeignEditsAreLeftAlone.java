package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S23: "foreign edits are reported and retried ≤ R times, never fought forever; unowned records untouched."
 *
 * <p>Checked: no node changes a record type of a target that answers what no region of its service has (R is 0 for these, for
 * orders too: a person puts it right at its source); no automatic step that is about TTLs turns back a target that
 * somebody else moved to another of the service's regions; and at a converged end a target that somebody else changed more
 * than three minutes ago is reported as drifted if it does not answer the region that the journal says is active.
 * And what the newest move itself did is not reported as somebody else's edit.
 *
 * <p>Not covered: that a failover, which has reasons of its own, steers such a target like all others; how soon drift is
 * reported while other things go wrong, when readings may fail.
 */
final class ForeignEditsAreLeftAlone extends Judge {
    private static final Duration REPORTED_WITHIN = Duration.ofMinutes(3);

    private final Owned owned = new Owned();
    private final Map<TargetId, Instant> foreign = new HashMap<>();

    ForeignEditsAreLeftAlone(Consumer<Breach> out) {
        super("S23", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        owned.see(what);
        switch (what) {
            case Happening.Changed changed -> {
                boolean same = changed.before().values().equals(changed.after().values());
                if (changed.by().isPresent()) ours(at, changed);
                if (changed.by().isEmpty()) foreign.put(changed.target(), at);
                else if (!same) foreign.remove(changed.target());
            }
            case Happening.Arrived arrived when !arrived.refused() -> arrived(at, arrived.plan());
            case Happening.Appended appended
            when appended.entry().event() instanceof Event.DriftSeen seen -> drifted(at, seen);
            default -> {
                // Edits nothing.
            }
        }
    }

    /** Where the newest move put a target, it belongs. */
    private void drifted(Instant at, Event.DriftSeen seen) {
        var service = scene.service(seen.service()).orElse(null);
        var account = scene.account(seen.service());
        var run = account.runs().isEmpty() ? null : account.runs().getLast();
        if (service == null || run == null || run.takingBack() || foreign.containsKey(seen.target())) return;
        boolean putThere = run.deeds(StepKind.STEER).stream()
                .filter(deed ->
                        deed.step().target().filter(seen.target()::equals).isPresent())
                .anyMatch(Sortie.Deed::mayHaveChanged);
        var to = run.started().to();
        boolean answers =
                scene.answers(service, seen.target()).filter(to::equals).isPresent();
        if (putThere && answers && seen.seen().equals("answers " + to)) {
            breach(
                    at,
                    "%s is reported as drifted to %s, where %s put it",
                    seen.target(),
                    to,
                    run.started().run());
        }
    }

    private void ours(Instant at, Happening.Changed changed) {
        changed.before().values().forEach((type, values) -> {
            boolean ofNobody = !owned.isRegions(changed.target(), type, values);
            if (ofNobody && !values.equals(changed.after().values().get(type))) {
                breach(
                        at,
                        "%s overwrote %s %s of %s, which is somebody else's",
                        changed.by().orElseThrow(),
                        type,
                        values,
                        changed.target());
            }
        });
    }

    /** The provider may tell of the arrival before or after the change: the plan says what stood there. */
    private void arrived(Instant at, SteeringPlan plan) {
        var order = plan.order();
        var desired = order.endpoints().get(order.to());
        if (desired == null || plan.before().values().equals(desired.byType())) return;
        var deed = scene.account(order.service()).deed(order.operation()).orElse(null);
        if (deed == null || !deed.run().started().automatic() || !foreign.containsKey(plan.target())) return;
        var kind = deed.step().kind();
        if (kind == StepKind.RESTORE_TTL || kind == StepKind.LOWER_TTL) {
            breach(at, "%s, which is about TTLs, moves %s back to %s", order.operation(), plan.target(), order.to());
        }
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!converged) return;
        for (var service : scene.services()) reported(at, service, scene.account(service.name()));
    }

    private void reported(Instant at, Service service, Account account) {
        if (account.open().isPresent() || account.active().isEmpty()) return;
        for (var target : service.targets()) {
            var since = foreign.get(target);
            if (since == null || !Drift.longer(since, at, REPORTED_WITHIN)) continue;
            boolean differs = !scene.answers(service, target).equals(account.active());
            if (differs && !account.drift().containsKey(target)) {
                breach(at, "%s was changed by somebody else at %s, and nobody is told", target, since);
            }
        }
    }
}
