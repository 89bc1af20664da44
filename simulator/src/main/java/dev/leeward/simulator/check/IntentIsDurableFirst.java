package dev.leeward.simulator.check;

import dev.leeward.control.Effect;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * S21: "each effect has an earlier durable intent and later outcome; the chain verifies; no secret in it."
 *
 * <p>Checked: whatever a life hands out, plans, sends or verifies belongs to a step whose attempt that very life journaled
 * before; attempts are numbered without a gap and never overlap; an outcome is only journaled of the attempt that is in
 * flight; sequence numbers are contiguous; whoever takes the journal over says so first, and no predecessor appends after
 * that; and at a converged end no run succeeded that has an attempt without an outcome (S12 and L2 see to it that all are
 * over).
 *
 * <p>Assumed: the journal in the simulated world, whose hashes are not real ones, so the chain is verified by the tests of the
 * real journal. Not covered: secrets.
 */
final class IntentIsDurableFirst extends Judge {
    private final Set<Life> past = new HashSet<>();
    private final Recent<String, Integer> open = new Recent<>(5_000);
    private final Recent<String, Life> intents = new Recent<>(5_000);
    private Optional<Life> writer = Optional.empty();
    private long sequence;
    private boolean begun;

    IntentIsDurableFirst(Consumer<Breach> out) {
        super("S21", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Appended appended -> appended(at, appended);
            case Happening.Handed handed -> handed(at, handed);
            case Happening.PlanMade made -> {
                if (made.planned() instanceof Planned.Ready) durable(at, made.life(), made.order(), "plans");
            }
            case Happening.Arrived arrived ->
                durable(at, arrived.life(), arrived.plan().order(), "sent");
            case Happening.Verified verified -> durable(at, verified.life(), verified.order(), "verifies");
            default -> {
                // No effect of a node's.
            }
        }
    }

    private void appended(Instant at, Happening.Appended appended) {
        var entry = appended.entry();
        if (begun && entry.sequence() != sequence + 1) {
            breach(at, "entry %d follows entry %d", entry.sequence(), sequence);
        }
        begun = true;
        sequence = entry.sequence();
        writtenBy(at, appended);
        switch (entry.event()) {
            case Event.StepStarted step -> started(at, appended.life(), step);
            case Event.StepEnded step -> ended(at, step);
            default -> {
                // Neither an intent nor an outcome.
            }
        }
    }

    private void writtenBy(Instant at, Happening.Appended appended) {
        var life = appended.life();
        if (writer.filter(life::equals).isPresent()) return;
        if (past.contains(life)) {
            breach(
                    at,
                    "%s appends entry %d after %s took over",
                    life,
                    sequence,
                    writer.map(Life::toString).orElse(""));
            return;
        }
        if (!(appended.entry().event() instanceof Event.NodeStarted)) {
            breach(at, "%s appends entry %d before it said that it takes over", life, sequence);
        }
        writer.ifPresent(past::add);
        writer = Optional.of(life);
    }

    /** The scene knows of the attempt already, so what was in flight before is asked of what is kept here. */
    private void started(Instant at, Life life, Event.StepStarted step) {
        var operation = step.run().value() + "/" + step.step().value();
        var attempts = scene.account(step.service()).deed(operation);
        if (attempts.isEmpty()) breach(at, "%s is begun, which is no step of a known run", operation);
        attempts.filter(deed -> deed.run().ended())
                .ifPresent(deed -> breach(at, "%s is begun after its run ended", operation));
        intents.put(operation + "#" + step.attempt(), life);
        if (step.attempt() > 1 && !intents.containsKey(operation + "#" + (step.attempt() - 1))) {
            breach(at, "attempt %d of %s follows none before it", step.attempt(), operation);
        }
        var before = open.put(operation, step.attempt());
        if (before != null && !crashed(life, operation, before)) {
            breach(at, "attempt %d of %s begins while %d is under way", step.attempt(), operation, before);
        }
    }

    private boolean crashed(Life life, String operation, int attempt) {
        return !life.equals(intents.get(operation + "#" + attempt));
    }

    private void ended(Instant at, Event.StepEnded step) {
        var operation = step.run().value() + "/" + step.step().value();
        var attempt = open.remove(operation);
        if (attempt == null || attempt != step.attempt()) {
            breach(at, "an outcome of attempt %d of %s, which is not under way", step.attempt(), operation);
        }
    }

    private void handed(Instant at, Happening.Handed handed) {
        if (!(handed.effect() instanceof Effect.Attempt attempt)) return;
        var operation = attempt.run().id().value() + "/" + attempt.step().id().value();
        if (!handed.life().equals(intents.get(operation + "#" + attempt.attempt()))) {
            breach(
                    at,
                    "%s hands out attempt %d of %s, which it did not journal",
                    handed.life(),
                    attempt.attempt(),
                    operation);
        }
    }

    private void durable(Instant at, Life life, SteeringOrder order, String does) {
        var deed = scene.account(order.service()).deed(order.operation()).orElse(null);
        boolean known = deed != null && journaled(life, deed);
        if (!known) breach(at, "%s %s %s, which it did not journal", life, does, order.operation());
    }

    private boolean journaled(Life life, Sortie.Deed deed) {
        for (int attempt = deed.attempts(); attempt > 0; attempt--) {
            if (life.equals(intents.get(deed.operation() + "#" + attempt))) return true;
        }
        return false;
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!converged) return;
        for (var account : scene.accounts()) unfinished(at, account.service());
    }

    private void unfinished(Instant at, ServiceName service) {
        scene.account(service).runs().stream()
                .filter(Sortie::ended)
                .flatMap(run -> run.deeds().stream())
                .filter(deed -> deed.inFlight()
                        && deed.run().ending().filter(Ending.SUCCEEDED::equals).isPresent())
                .forEach(deed -> breach(at, "%s has no outcome, and its run succeeded", deed.operation()));
    }
}
