package dev.leeward.control;

import dev.leeward.decision.RunKind;
import dev.leeward.decision.Situation;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What runs say of themselves once they ended: measured times, and what later decisions rest on. */
final class RunReport {
    private static final Duration RELEASE_AGAIN = Duration.ofMinutes(5);

    private RunReport() {}

    /** The end of {@code run}, with what was measured. */
    static Event ended(ServiceName service, RunbookRun run, Ending ending, String summary, Instant now) {
        return new Event.RunEnded(service, run.id(), ending, summary, measured(run, now));
    }

    /** The end of {@code run} because something more urgent takes its place. */
    static Event superseded(ServiceName service, RunbookRun run, String why) {
        var ending = run.mayHaveMoved() ? Ending.INCOMPLETE : Ending.ABORTED;
        return new Event.RunEnded(service, run.id(), ending, "superseded: " + why, Map.of());
    }

    /** The moves that later decisions count. */
    static List<Situation.Transition> transitions(List<RunbookRun> past) {
        return past.stream()
                .filter(run -> run.kind().movesTraffic())
                .map(run -> new Situation.Transition(
                        run.kind(),
                        run.automatic(),
                        run.mayHaveMoved(),
                        run.endedAt().orElse(run.startedAt())))
                .toList();
    }

    /**
     * Since when a lowered TTL waits to be restored: the end of the last move, or of the last settle run after it that did
     * not succeed, so that it is tried again in a while.
     */
    static Optional<Instant> unsettledSince(List<RunbookRun> past) {
        return past.reversed().stream()
                .takeWhile(run -> !isSettled(run))
                .filter(run -> run.kind() == RunKind.SETTLE || loweredTtl(run))
                .findFirst()
                .flatMap(RunbookRun::endedAt);
    }

    /** Whether {@code run} restored every TTL. */
    static boolean isSettled(RunbookRun run) {
        return run.kind() == RunKind.SETTLE
                && run.ending().filter(Ending.SUCCEEDED::equals).isPresent();
    }

    /**
     * Whether traffic left {@code home} by one of these moves and has not been brought to what was home since. Who finds it
     * elsewhere without one, after the file named another home or the journal was lost, does not know why it is there. A
     * failback leaves what was not home then, so it is no such move, wherever it began.
     */
    static boolean hasLeft(RegionName home, List<RunbookRun> past) {
        for (var run : past.reversed()) {
            if (!run.kind().movesTraffic() || !run.mayHaveMoved()) continue;
            var ending = run.ending().orElse(Ending.INCOMPLETE);
            boolean failback = run.kind() == RunKind.FAILBACK;
            if (!failback && run.from().equals(home) && ending != Ending.TAKEN_BACK) return true;
            if ((failback || run.to().equals(home)) && ending == Ending.SUCCEEDED) return false;
        }
        return false;
    }

    /** From when on a fence around the active region may be taken down: not again at once where it could not be. */
    static Instant releaseDue(List<RunbookRun> past) {
        return past.reversed().stream()
                .filter(run -> run.kind() == RunKind.RELEASE)
                .findFirst()
                .flatMap(RunbookRun::endedAt)
                .map(at -> at.plus(RELEASE_AGAIN))
                .orElse(Instant.MIN);
    }

    private static boolean loweredTtl(RunbookRun run) {
        return run.mayHaveMoved()
                || run.steps().stream()
                        .anyMatch(p -> p.step().kind() == StepKind.LOWER_TTL && p.state() != StepState.WAITING);
    }

    private static Map<String, String> measured(RunbookRun run, Instant now) {
        var measured = new LinkedHashMap<String, String>();
        run.faultSeenAt().ifPresent(at -> measured.put("first-failure-to-decision", seconds(at, run.startedAt())));
        var steered = lastDone(run, StepKind.STEER);
        var verified = lastDone(run, StepKind.VERIFY);
        steered.ifPresent(at -> measured.put("decision-to-steered", seconds(run.startedAt(), at)));
        verified.ifPresent(at -> measured.put("decision-to-verified", seconds(run.startedAt(), at)));
        run.faultSeenAt()
                .ifPresent(at -> verified.ifPresent(v -> measured.put("first-failure-to-verified", seconds(at, v))));
        measured.put("run", seconds(run.startedAt(), now));
        return measured;
    }

    private static Optional<Instant> lastDone(RunbookRun run, StepKind kind) {
        return run.steps().stream()
                .filter(p -> p.step().kind() == kind && p.state() == StepState.DONE)
                .map(StepProgress::changedAt)
                .max(Comparator.naturalOrder());
    }

    private static String seconds(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%.3f s", Duration.between(from, to).toNanos() / 1e9);
    }
}
