package dev.leeward.decision;

import java.util.List;
import java.util.Optional;

/**
 * Why: one sentence for a person, and how every rule stands that was looked at, in order.
 */
public record Reason(String sentence, List<RuleCheck> checks) {
    public Reason {
        checks = List.copyOf(checks);
    }

    /** The first rule that blocks. */
    public Optional<RuleCheck> blockedBy() {
        return checks.stream().filter(c -> !c.holds()).findFirst();
    }
}
