package dev.leeward.runbook;

import dev.leeward.fault.Problem;
import java.util.List;

/** What a run wants to do next. */
public sealed interface RunMove {
    /** Begin an attempt at {@code step}. */
    record Start(Step step, int attempt) implements RunMove {}

    /** {@code step} needs no call and holds now. */
    record Complete(Step step, int attempt, String evidence) implements RunMove {}

    /** The attempt at {@code step} never reported back: it may have taken effect. */
    record LoseSight(Step step, int attempt, Problem problem) implements RunMove {}

    /** No more attempts at {@code step}, and the run goes on without it. */
    record Waive(Step step, Problem problem) implements RunMove {}

    /** No more attempts at {@code step}. */
    record GiveUp(Step step, Problem problem) implements RunMove {}

    /** Take back what moved. */
    record TakeBack(String why, List<Step> steps) implements RunMove {}

    /** The run is over. */
    record End(Ending ending, String summary) implements RunMove {}
}
