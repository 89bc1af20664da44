package dev.leeward.decision;

import java.util.Optional;

/**
 * How one rule stands.
 *
 * @param holds whether it lets the decision pass
 * @param sentence what is the case, with the figures
 * @param wouldChange what would make it pass, where it does not; kept where a person overrode it
 */
public record RuleCheck(Rule rule, boolean holds, String sentence, Optional<String> wouldChange) {
    /** A rule that passes. */
    public static RuleCheck holds(Rule rule, String sentence) {
        return new RuleCheck(rule, true, sentence, Optional.empty());
    }

    /** This rule, which blocked, overridden {@code by} a person. */
    RuleCheck overriddenBy(String by) {
        return new RuleCheck(rule, true, "overridden by " + by + ": " + sentence, wouldChange);
    }

    /** Whether it passes only because a person overrode it. */
    public boolean overridden() {
        return holds && wouldChange.isPresent();
    }

    /** A rule that blocks, and what would change that. */
    public static RuleCheck blocks(Rule rule, String sentence, String wouldChange) {
        return new RuleCheck(rule, false, sentence, Optional.of(wouldChange));
    }
}
