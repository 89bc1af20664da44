package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.Outcome;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * S21, as to outcomes: "each effect has an earlier durable intent and later outcome", which is the one that was told.
 *
 * <p>Checked: no life journals that nobody knows what became of an attempt when that very life was told that it was applied, or
 * that it changed nothing. Not judged where reports of attempts got lost on their way, or were late.
 */
final class OutcomesAreRecorded extends Judge {
    private record Told(Life life, int attempt) {}

    private final Recent<String, Told> told = new Recent<>(500);
    private boolean reportsGetLost;

    OutcomesAreRecorded(Consumer<Breach> out) {
        super("S21", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Fault fault when fault.sentence().startsWith("Reports") -> reportsGetLost = true;
            case Happening.Told answer
            when !(answer.outcome() instanceof Outcome.Unknown) -> {
                var order = answer.plan().order();
                scene.account(order.service())
                        .deed(order.operation())
                        .filter(Sortie.Deed::inFlight)
                        .ifPresent(deed -> told.put(order.operation(), new Told(answer.life(), deed.attempts())));
            }
            case Happening.Appended appended
            when appended.entry().event() instanceof Event.StepEnded end -> ended(at, appended.life(), end);
            default -> {
                // No outcome.
            }
        }
    }

    private void ended(Instant at, Life life, Event.StepEnded end) {
        var name = end.run() + "/" + end.step();
        var before = told.remove(name);
        boolean lost = end.result() instanceof StepResult.Unclear;
        if (before == null || !lost || reportsGetLost) return;
        if (before.life().equals(life) && before.attempt() == end.attempt()) {
            breach(at, "%s is journaled as unclear, and %s was told what became of it", name, life);
        }
    }
}
