package dev.leeward.probe.flow;

import dev.leeward.probe.FailureKind;
import java.util.List;

/** What became of one step. */
sealed interface StepResult {
    /** As expected; warnings are about the certificate. */
    record Passed(List<String> warnings) implements StepResult {}

    /** Not as expected. */
    record Failed(FailureKind kind, String detail) implements StepResult {}

    /** This machine, or the flow itself, is at fault: nothing is known about the target. */
    record Blind(String why) implements StepResult {}
}
