package dev.leeward.cli;

import dev.leeward.provision.Step;
import dev.leeward.provision.StepResult;
import java.util.List;

/**
 * What {@code leeward tables apply} says to programs.
 *
 * @param tables how they stand in the end
 */
record ApplyBody(List<Taken> steps, List<PlanBody> tables) {
    /** A step that was taken. */
    record Taken(String table, String region, String step, String result, String detail) {
        static Taken of(Step step, StepResult result) {
            String word = switch (result) {
                case StepResult.Applied _ -> "applied";
                case StepResult.NotApplied _ -> "not-applied";
                case StepResult.Unknown _ -> "unknown";
            };
            return new Taken(step.table(), step.region().value(), step.change().words(), word, result.words());
        }
    }
}
