package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.HashSet;
import java.util.function.Consumer;

/**
 * S16: "safety rules hold between any two steps, including during rollback."
 *
 * <p>S2, S4, S13, S14 and S21 judge every single change, those of taking back included. Checked here is what is special to it:
 * only a planned move is steered back, and each is taken back once; the steps it adds change nothing but targets that the run may have steered, and
 * change them back to the region it left, under the run's own epoch; and no step forward begins any more.
 */
final class TakingBackKeepsTheRules extends Judge {
    private final Recent<String, Boolean> backwards = new Recent<>(200);

    TakingBackKeepsTheRules(Consumer<Breach> out) {
        super("S16", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.TakingBack back) takingBack(at, back);
                if (appended.entry().event() instanceof Event.StepStarted step) begins(at, step);
            }
            case Happening.Arrived arrived when !arrived.refused() -> arrived(at, arrived);
            default -> {
                // Nothing is taken back.
            }
        }
    }

    private void takingBack(Instant at, Event.TakingBack back) {
        var run = scene.account(back.service()).run(back.run()).orElse(null);
        if (run == null || run.ended()) {
            breach(at, "%s is taken back, and is not under way", back.run());
            return;
        }
        boolean steersBack = back.steps().stream().anyMatch(step -> step.kind() == StepKind.TAKE_BACK);
        if (!run.planned() && steersBack) breach(at, "%s is taken back to a region that failed", back.run());
        if (backwards.put(back.run().value(), true) != null) breach(at, "%s is taken back twice", back.run());
        var steered = new HashSet<String>();
        run.deeds(StepKind.STEER).stream()
                .filter(Sortie.Deed::mayHaveChanged)
                .forEach(deed -> steered.add(String.valueOf(deed.step().target())));
        for (var step : back.steps()) {
            boolean changes = step.kind() == StepKind.STEER
                    || step.kind() == StepKind.FENCE
                    || step.kind() == StepKind.PERFORM
                    || step.kind() == StepKind.LOWER_TTL
                    || step.kind() == StepKind.RESTORE_TTL
                    || (step.kind() == StepKind.TAKE_BACK && !steered.contains(String.valueOf(step.target())));
            if (changes) breach(at, "%s is taken back by %s, where it did not steer", back.run(), step.id());
        }
    }

    private void begins(Instant at, Event.StepStarted step) {
        scene.account(step.service())
                .deed(step.run(), step.step().value())
                .filter(deed ->
                        deed.run().takingBack() && deed.changes() && deed.step().kind() != StepKind.TAKE_BACK)
                .ifPresent(deed -> breach(at, "%s begins while its run is taken back", deed.operation()));
    }

    private void arrived(Instant at, Happening.Arrived arrived) {
        var order = arrived.plan().order();
        var deed = scene.account(order.service()).deed(order.operation()).orElse(null);
        if (deed == null || deed.step().kind() != StepKind.TAKE_BACK) return;
        var run = deed.run().started();
        if (!order.to().equals(run.from()) || !order.epoch().equals(run.epoch())) {
            breach(at, "%s goes to %s under epoch %s", order.operation(), order.to(), order.epoch());
        }
    }
}
