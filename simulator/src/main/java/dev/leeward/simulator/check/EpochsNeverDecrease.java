package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S2: "per target, applied epoch never decreases; a lower-epoch call has no effect."
 *
 * <p>Checked: no change by a node lowers the epoch that stands at a target; a change that arrives with a lower epoch than
 * the one standing there is refused; no node plans a change where it read a higher epoch than its own; and the epochs of a
 * service's runs rise strictly in the journal, from above what was adopted.
 *
 * <p>Assumed: targets compare and swap, as those of the simulated world do. Not covered: somebody else's hand may take the
 * mark away or lower it; from then on what stands there counts.
 */
final class EpochsNeverDecrease extends Judge {
    private final Map<ServiceName, Epoch> highest = new HashMap<>();

    EpochsNeverDecrease(Consumer<Breach> out) {
        super("S2", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Changed changed -> changed(at, changed);
            case Happening.Arrived arrived when !arrived.refused() -> arrived(at, arrived);
            case Happening.PlanMade made -> {
                if (made.planned() instanceof Planned.Ready ready) planned(at, ready.plan());
            }
            case Happening.Appended appended -> appended(at, appended.entry().event());
            default -> {
                // Carries no epoch.
            }
        }
    }

    private void changed(Instant at, Happening.Changed changed) {
        if (changed.by().isEmpty()) return;
        if (!lower(changed.after().epoch(), changed.before().epoch())) return;
        breach(
                at,
                "%s lowered the epoch at %s from %s to %s",
                changed.by().get(),
                changed.target(),
                changed.before().epoch(),
                changed.after().epoch());
    }

    private void arrived(Instant at, Happening.Arrived arrived) {
        var plan = arrived.plan();
        var stands = scene.truth(plan.target()).map(Stand::epoch).orElse(Epoch.NONE);
        if (!lower(plan.order().epoch(), stands)) return;
        breach(
                at,
                "%s of epoch %s had an effect on %s, where %s stood",
                plan.order().operation(),
                plan.order().epoch(),
                plan.target(),
                stands);
    }

    private void planned(Instant at, SteeringPlan plan) {
        if (!lower(plan.order().epoch(), plan.before().epoch())) return;
        breach(
                at,
                "%s of epoch %s was planned on %s, where epoch %s was read",
                plan.order().operation(),
                plan.order().epoch(),
                plan.target(),
                plan.before().epoch());
    }

    private void appended(Instant at, Event event) {
        if (event instanceof Event.ActiveAdopted adopted) {
            highest.merge(adopted.service(), adopted.epoch(), (a, b) -> lower(a, b) ? b : a);
        } else if (event instanceof Event.RunStarted run) {
            var before = highest.put(run.service(), run.epoch());
            if (before == null || lower(before, run.epoch())) return;
            breach(at, "run %s has epoch %s, and %s was there before", run.run(), run.epoch(), before);
        }
    }

    private static boolean lower(Epoch a, Epoch b) {
        return a.value() < b.value();
    }
}
