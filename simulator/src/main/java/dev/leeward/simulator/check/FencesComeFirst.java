package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * S10: "graceful: new writer enabled only after old writer confirmed quiesced. Forced: fence attempt and outcome recorded first."
 *
 * <p>Checked: each move has a step for every fence that the configuration in force asks for; when a change that moves traffic
 * arrives at a target, each step of its run that takes or releases a measure before is over, with its outcome in the journal;
 * if the move is planned each of its fences is done, where the configuration does not say that it goes on without; and a
 * fence that is journaled as raised was raised by that very step.
 *
 * <p>Not covered: whether a fence keeps anybody out.
 */
final class FencesComeFirst extends Judge {
    private final Set<String> raised = new HashSet<>();

    FencesComeFirst(Consumer<Breach> out) {
        super("S10", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.MeasureTaken taken
            when taken.order().way() == MeasureOrder.Way.TAKE ->
                raised.add(taken.order().operation());
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.RunStarted run) started(at, run);
                if (appended.entry().event() instanceof Event.StepEnded end) ended(at, end);
            }
            case Happening.Arrived arrived when !arrived.refused() -> arrived(at, arrived);
            default -> {
                // Neither fences nor moves anything.
            }
        }
    }

    private void started(Instant at, Event.RunStarted run) {
        boolean planned = switch (run.kind()) {
            case SWITCHOVER, FAILBACK -> true;
            case FAILOVER, SETTLE, RELEASE -> false;
        };
        boolean moves = switch (run.kind()) {
            case SWITCHOVER, FAILBACK, FAILOVER -> !run.from().equals(run.to());
            case SETTLE, RELEASE -> false;
        };
        var service = scene.service(run.service()).orElse(null);
        if (service == null || !moves) return;
        for (var measure : service.measures().before()) {
            boolean wanted = measure.kind() == Measure.Kind.FENCE
                    && measure.occasion() != (planned ? Measure.Occasion.UNPLANNED : Measure.Occasion.PLANNED);
            boolean there = run.steps().stream()
                    .anyMatch(step -> step.kind() == StepKind.FENCE
                            && step.measure().filter(measure::equals).isPresent()
                            && step.region().filter(run.from()::equals).isPresent());
            if (wanted && !there) breach(at, "%s leaves %s without %s", run.run(), run.from(), measure.id());
        }
    }

    private void ended(Instant at, Event.StepEnded end) {
        if (!(end.result() instanceof StepResult.Done)) return;
        scene.account(end.service())
                .deed(end.run(), end.step().value())
                .filter(deed -> deed.step().kind() == StepKind.FENCE && !raised.contains(deed.operation()))
                .ifPresent(deed -> breach(at, "%s is done, and nothing was raised", deed.operation()));
    }

    private void arrived(Instant at, Happening.Arrived arrived) {
        var order = arrived.plan().order();
        var steer = scene.account(order.service()).deed(order.operation()).orElse(null);
        if (steer == null || steer.step().kind() != StepKind.STEER) return;
        for (var deed : steer.run().deeds()) {
            boolean before = deed.step().measure().isPresent()
                    && deed.step().stage() < steer.step().stage();
            if (!before) continue;
            if (!deed.over()) breach(at, "%s arrives before %s is over", steer.operation(), deed.operation());
            boolean needed = steer.run().planned()
                    && deed.step().kind() == StepKind.FENCE
                    && !deed.step()
                            .measure()
                            .flatMap(Measure::onFailure)
                            .equals(Optional.of(Measure.OnFailure.CONTINUE));
            if (needed && !deed.done()) {
                breach(at, "%s arrives, and %s is not done", steer.operation(), deed.operation());
            }
        }
    }
}
