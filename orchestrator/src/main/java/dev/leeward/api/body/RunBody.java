package dev.leeward.api.body;

import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a run book.
 *
 * @param id {@code shop-7}
 * @param kind failover, switchover, failback or settle
 * @param automatic whether Leeward decided it
 * @param overridden rules a person overrode, by name
 * @param faultSeenAt start of the first look that showed the fault, for unplanned runs
 * @param sentence why it was started
 * @param takingBack why it is being taken back, if it is
 * @param ending succeeded, aborted, taken-back or incomplete, once it is over
 */
public record RunBody(
        String id,
        String kind,
        String from,
        String to,
        long epoch,
        boolean automatic,
        List<String> overridden,
        Optional<Instant> faultSeenAt,
        String sentence,
        Instant startedAt,
        Optional<String> takingBack,
        Optional<String> ending,
        Optional<Instant> endedAt,
        List<Step> steps) {

    /**
     * One step of a run.
     *
     * @param kind recheck, lower-ttl, drain, steer, verify, notify, restore-ttl or take-back
     * @param stage steps of one stage run side by side
     * @param state waiting, started, retrying, unclear, done or failed
     * @param result what the last finished attempt came to, as a sentence
     * @param problem the stable code, where the last finished attempt met a problem
     */
    public record Step(
            String id,
            String kind,
            int stage,
            Optional<String> target,
            String state,
            int attempts,
            Optional<Instant> startedAt,
            Instant changedAt,
            Optional<String> result,
            Optional<String> problem) {
        static Step of(StepProgress progress) {
            var step = progress.step();
            return new Step(
                    step.id().value(),
                    Names.of(step.kind()),
                    step.stage(),
                    step.target().map(TargetId::value),
                    Names.of(progress.state()),
                    progress.attempts(),
                    progress.firstStartedAt(),
                    progress.changedAt(),
                    progress.last().map(Step::sentence),
                    progress.last().flatMap(Step::code));
        }

        private static String sentence(StepResult result) {
            return switch (result) {
                case StepResult.Done done -> done.evidence();
                case StepResult.NotDone not -> not.problem().sentence();
                case StepResult.Unclear unclear -> unclear.problem().sentence();
            };
        }

        private static Optional<String> code(StepResult result) {
            return switch (result) {
                case StepResult.Done _ -> Optional.empty();
                case StepResult.NotDone not -> Optional.of(not.problem().code().name());
                case StepResult.Unclear unclear ->
                    Optional.of(unclear.problem().code().name());
            };
        }
    }

    /** The outside shape of {@code run}. */
    public static RunBody of(RunbookRun run) {
        return new RunBody(
                run.id().value(),
                Names.of(run.kind()),
                run.from().value(),
                run.to().value(),
                run.epoch().value(),
                run.automatic(),
                run.overridden().stream().map(Names::of).sorted().toList(),
                run.faultSeenAt(),
                run.reason().sentence(),
                run.startedAt(),
                run.takingBack(),
                run.ending().map((Ending ending) -> Names.of(ending)),
                run.endedAt(),
                run.steps().stream().map(Step::of).toList());
    }
}
