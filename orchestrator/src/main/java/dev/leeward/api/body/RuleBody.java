package dev.leeward.api.body;

import dev.leeward.decision.RuleCheck;
import java.util.Optional;

/**
 * How one rule stands.
 *
 * @param rule its name: {@code target-ready}
 * @param holds whether it lets the decision pass
 * @param overridable whether {@code force} may name it
 * @param sentence what is the case, with the figures
 * @param wouldChange what would make it pass, where it does not
 */
public record RuleBody(String rule, boolean holds, boolean overridable, String sentence, Optional<String> wouldChange) {
    /** The outside shape of {@code check}. */
    public static RuleBody of(RuleCheck check) {
        return new RuleBody(
                Names.of(check.rule()),
                check.holds(),
                check.rule().overridable(),
                check.sentence(),
                check.wouldChange());
    }
}
