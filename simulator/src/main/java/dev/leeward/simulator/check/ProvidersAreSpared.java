package dev.leeward.simulator.check;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S28: "providers are spared: what cannot succeed is not tried again, what may is tried at a distance and not for ever, and who
 * asks to wait is obeyed."
 *
 * <p>Checked, for each step: at most {@value #MOST} attempts in any minute; none after one that failed for good; none after one
 * that ended later than 15 minutes after the first began (half a minute for a recheck); no call of a life sooner than the
 * provider asked for; and nobody is asked about a target that the run gave up to change.
 *
 * <p>Not covered: surveys, which keep their own rhythm.
 */
final class ProvidersAreSpared extends Judge {
    private static final int MOST = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    /** How the attempts at one step went. */
    private static final class Tries {
        private final Deque<Instant> begun = new ArrayDeque<>();
        private Optional<Instant> ended = Optional.empty();
        private boolean hopeless;
    }

    /** Until when, in true time, a provider asked one life to leave it alone. */
    private record Wish(Life life, Instant at, Duration length) {}

    private final Recent<String, Tries> tried = new Recent<>(500);
    private final Recent<String, Wish> wishes = new Recent<>(500);

    ProvidersAreSpared(Consumer<Breach> out) {
        super("S28", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Appended appended ->
                appended(at, appended.entry().at(), appended.entry().event());
            case Happening.PlanMade made -> {
                var operation = made.order().operation();
                asked(at, made.life(), operation);
                if (made.planned() instanceof Planned.Refused refused)
                    wish(at, made.life(), operation, refused.problem());
            }
            case Happening.Told told -> {
                if (told.outcome() instanceof Outcome.Untouched untouched)
                    wish(at, told.life(), told.plan().order().operation(), untouched.problem());
            }
            default -> {
                // Calls nobody.
            }
        }
    }

    private void wish(Instant at, Life life, String operation, Problem problem) {
        problem.retryAfter().ifPresent(wait -> wishes.put(operation, new Wish(life, at, wait)));
    }

    private void asked(Instant at, Life life, String operation) {
        var wish = wishes.remove(operation);
        if (wish != null && wish.life().equals(life) && Drift.shorter(wish.at(), at, wish.length())) {
            breach(
                    at,
                    "%s calls again after %s, was asked for %s",
                    operation,
                    Duration.between(wish.at(), at),
                    wish.length());
        }
    }

    private void appended(Instant at, Instant nodeTime, Event event) {
        if (event instanceof Event.StepStarted step) {
            scene.account(step.service())
                    .deed(step.run(), step.step().value())
                    .ifPresent(deed -> begins(at, nodeTime, deed));
        } else if (event instanceof Event.StepEnded step) {
            // What was asked for in an answer that never came back is known to nobody.
            if (step.result() instanceof StepResult.Unclear) wishes.remove(step.run() + "/" + step.step());
            var tries = tried.get(step.run() + "/" + step.step());
            if (tries == null) return;
            tries.ended = Optional.of(nodeTime);
            tries.hopeless = step.result() instanceof StepResult.NotDone failed
                    && !failed.problem().retryable();
        }
    }

    private void begins(Instant at, Instant nodeTime, Sortie.Deed deed) {
        var name = deed.operation();
        var tries = tried.computeIfAbsent(name, _ -> new Tries());
        if (tries.hopeless) breach(at, "%s is tried again after it failed for good", name);
        var longest = deed.step().kind() == StepKind.RECHECK ? LONGEST_LOOK : LONGEST;
        var first = deed.first().map(Sortie.Mark::nodeTime).orElse(nodeTime);
        tries.ended
                .filter(end -> end.isAfter(first.plus(longest)))
                .ifPresent(_ -> breach(at, "%s is tried since %s", name, first));
        while (!tries.begun.isEmpty() && tries.begun.getFirst().plus(MINUTE).isBefore(nodeTime))
            tries.begun.removeFirst();
        tries.begun.addLast(nodeTime);
        if (tries.begun.size() > MOST) {
            breach(at, "%s is tried %d times within a minute", name, tries.begun.size());
            tries.begun.clear();
        }
        if (deed.step().kind() == StepKind.VERIFY && isForNothing(deed)) breach(at, "%s asks for nothing", name);
    }

    private static boolean isForNothing(Sortie.Deed verify) {
        var run = verify.run();
        return run.deeds().stream()
                .filter(deed -> deed.changes() && deed.step().kind() != StepKind.LOWER_TTL)
                .filter(deed -> deed.over() && !deed.done())
                .filter(deed -> !run.takingBack() || deed.step().kind() == StepKind.TAKE_BACK)
                .anyMatch(deed -> deed.step().stage() < verify.step().stage()
                        && deed.step().target().equals(verify.step().target()));
    }
}
