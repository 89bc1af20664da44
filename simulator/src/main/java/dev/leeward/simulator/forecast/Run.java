package dev.leeward.simulator.forecast;

import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run as the journal tells it, with the moments that matter. */
final class Run {
    private final Event.RunStarted started;
    private final long at;
    private final boolean ordered;
    private final Map<StepId, StepKind> open = new LinkedHashMap<>();
    private long steered = -1;
    private long verified = -1;
    private @Nullable Ending ending;

    private Run(Event.RunStarted started, long at, boolean ordered) {
        this.started = started;
        this.at = at;
        this.ordered = ordered;
        started.steps().forEach(step -> open.put(step.id(), step.kind()));
    }

    /** All runs of {@code lines}, in order. */
    static List<Run> of(List<Chronicle.Line> lines) {
        Map<RunId, Run> runs = new LinkedHashMap<>();
        boolean ordered = false;
        for (var line : lines) {
            switch (line.event()) {
                case Event.OrderAccepted accepted -> ordered = accepted.order() instanceof Order.Move;
                case Event.RunStarted begun -> {
                    runs.put(begun.run(), new Run(begun, line.at(), ordered));
                    ordered = false;
                }
                case Event.StepEnded step -> find(runs, step.run()).ifPresent(run -> run.ended(step, line.at()));
                case Event.RunEnded end -> find(runs, end.run()).ifPresent(run -> run.ending = end.ending());
                default -> {
                    // Nothing about runs.
                }
            }
        }
        return List.copyOf(runs.values());
    }

    private static Optional<Run> find(Map<RunId, Run> runs, RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    private void ended(Event.StepEnded step, long when) {
        if (!(step.result() instanceof StepResult.Done)) return;
        var kind = open.remove(step.step());
        if (kind == null) return;
        if (kind == StepKind.STEER && isOver(StepKind.STEER)) steered = when;
        if (kind == StepKind.VERIFY && isOver(StepKind.VERIFY)) verified = when;
    }

    private boolean isOver(StepKind kind) {
        return !open.containsValue(kind);
    }

    Event.RunStarted started() {
        return started;
    }

    /** When it was decided. */
    long at() {
        return at;
    }

    boolean isFailover() {
        return started.kind() == RunKind.FAILOVER;
    }

    /** Whether a person ordered this very move, rather than approved a proposal. */
    boolean isOrdered() {
        return ordered;
    }

    /** When the last target was changed, if all were. */
    Optional<Long> steered() {
        return Optional.of(steered).filter(when -> when >= 0);
    }

    /** When the last target was verified, if all were and the run succeeded. */
    Optional<Long> verified() {
        return Optional.of(verified).filter(when -> when >= 0 && ending == Ending.SUCCEEDED);
    }

    /** How it ended; empty: it did not. */
    Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }
}
