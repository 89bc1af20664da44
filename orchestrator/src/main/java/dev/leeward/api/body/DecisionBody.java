package dev.leeward.api.body;

import dev.leeward.decision.Decision;
import dev.leeward.region.RegionName;
import java.util.Optional;

/**
 * What should happen to a service now.
 *
 * @param kind hold, fail-over, switch-over, fail-back, settle or ask-human
 * @param from the region that is left, where one is
 * @param to the region that takes over, or where traffic settled
 * @param sentence why
 * @param blockedBy the first rule that does not hold
 */
public record DecisionBody(
        String kind, Optional<String> from, Optional<String> to, String sentence, Optional<RuleBody> blockedBy) {
    /** The outside shape of {@code decision}. */
    public static DecisionBody of(Decision decision) {
        return switch (decision) {
            case Decision.Hold hold -> body("hold", Optional.empty(), Optional.empty(), hold);
            case Decision.FailOver move -> body("fail-over", Optional.of(move.from()), Optional.of(move.to()), move);
            case Decision.SwitchOver move ->
                body("switch-over", Optional.of(move.from()), Optional.of(move.to()), move);
            case Decision.FailBack move -> body("fail-back", Optional.of(move.from()), Optional.of(move.to()), move);
            case Decision.Release release -> body("release", Optional.empty(), Optional.of(release.at()), release);
            case Decision.Settle settle -> body("settle", Optional.empty(), Optional.of(settle.at()), settle);
            case Decision.AskHuman ask ->
                body(
                        "ask-human",
                        Optional.of(ask.proposal().from()),
                        Optional.of(ask.proposal().to()),
                        ask);
        };
    }

    private static DecisionBody body(
            String kind, Optional<RegionName> from, Optional<RegionName> to, Decision decision) {
        var reason = decision.reason();
        return new DecisionBody(
                kind,
                from.map(RegionName::value),
                to.map(RegionName::value),
                reason.sentence(),
                reason.blockedBy().map(RuleBody::of));
    }
}
