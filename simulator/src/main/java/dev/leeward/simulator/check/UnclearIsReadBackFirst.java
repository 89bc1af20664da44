package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringPlan;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * S13: "timeout = 'maybe applied': next step waits for read-back."
 *
 * <p>Checked: every change that arrives at a target was planned on a reading made for it, so that whatever was unclear was read
 * back first (no plan is sent twice); an attempt whose change was told to be unknown is journaled as unclear, never as done
 * or not done; and while it is unclear what an attempt did to a target (told so, or cut off by a crash), no later step of its
 * run begins on that target.
 *
 * <p>Assumed: a plan rests on a reading of the source of truth; a reading that is stale is the target's to refuse.
 */
final class UnclearIsReadBackFirst extends Judge {
    private record Key(Life life, String operation) {}

    /** The newest plan of a life for a step: how often such plans were made and arrived, and whether it got unknown. */
    private static final class Sent {
        private int planned;
        private int arrived;
        private boolean unknown;
    }

    private final Recent<Key, Sent> sent = new Recent<>(2_000);
    private final Recent<Key, SteeringPlan> newest = new Recent<>(2_000);

    UnclearIsReadBackFirst(Consumer<Breach> out) {
        super("S13", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.PlanMade made -> planned(made);
            case Happening.Arrived arrived -> arrived(at, arrived);
            case Happening.Told told -> told(told);
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.StepStarted step) started(at, step);
                if (appended.entry().event() instanceof Event.StepEnded end) ended(at, appended.life(), end);
            }
            default -> {
                // Leaves nothing unclear.
            }
        }
    }

    private void planned(Happening.PlanMade made) {
        var key = new Key(made.life(), made.order().operation());
        var of = sent.computeIfAbsent(key, _ -> new Sent());
        of.unknown = false;
        if (made.planned() instanceof Planned.Ready ready) {
            of.planned++;
            newest.put(key, ready.plan());
        }
    }

    private void arrived(Instant at, Happening.Arrived arrived) {
        var key = new Key(arrived.life(), arrived.plan().order().operation());
        var of = sent.computeIfAbsent(key, _ -> new Sent());
        if (++of.arrived > of.planned) {
            breach(at, "%s was sent by %s without a reading of its own", key.operation(), key.life());
        }
    }

    /** Of an older plan of the same step it says nothing: a newer attempt has read since. */
    private void told(Happening.Told told) {
        var key = new Key(told.life(), told.plan().order().operation());
        var of = sent.get(key);
        if (of == null || !Objects.equals(newest.get(key), told.plan())) return;
        of.unknown = told.outcome() instanceof Outcome.Unknown;
    }

    private void ended(Instant at, Life life, Event.StepEnded end) {
        var of = sent.get(new Key(life, end.run().value() + "/" + end.step().value()));
        if (of == null || !of.unknown) return;
        of.unknown = false;
        if (end.result() instanceof StepResult.Unclear) return;
        breach(
                at,
                "attempt %d of %s/%s was told Unknown and is journaled as %s",
                end.attempt(),
                end.run(),
                end.step(),
                end.result());
    }

    private void started(Instant at, Event.StepStarted step) {
        var deed = scene.account(step.service())
                .deed(step.run(), step.step().value())
                .orElse(null);
        if (deed == null || deed.step().target().isEmpty()) return;
        for (var other : deed.run().deeds()) {
            boolean earlier = other.step().target().equals(deed.step().target())
                    && other.step().stage() < deed.step().stage();
            if (earlier && other.unclear() && !other.over()) {
                breach(at, "%s begins while it is unclear what %s did", deed.operation(), other.operation());
            }
        }
    }
}
