package dev.leeward.provision;

/** What came of a step. There is no fourth. */
public sealed interface StepResult {
    /** In words. */
    String words();

    /** It was read back: what the step is for stands there. */
    record Applied(String words) implements StepResult {}

    /** It was read back, or never begun: what the step is for does not stand there. */
    record NotApplied(String words) implements StepResult {}

    /** It may still come to stand there. */
    record Unknown(String words) implements StepResult {}
}
