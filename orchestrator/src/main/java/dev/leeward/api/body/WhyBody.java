package dev.leeward.api.body;

import dev.leeward.control.ServiceView;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a service stands as it does.
 *
 * @param rules every rule that was looked at, in order
 * @param wouldChange what would change the decision, a sentence each
 */
public record WhyBody(
        String service,
        Instant at,
        Optional<String> active,
        DecisionBody decision,
        List<RuleBody> rules,
        List<String> wouldChange,
        List<RegionBody> regions) {
    /** The outside shape of the reason in {@code view}. */
    public static WhyBody of(ServiceView view) {
        var rules = view.decision().reason().checks().stream().map(RuleBody::of).toList();
        return new WhyBody(
                view.service().name().value(),
                view.at(),
                view.state().active().map(RegionName::value),
                DecisionBody.of(view.decision()),
                rules,
                rules.stream().flatMap(rule -> rule.wouldChange().stream()).toList(),
                RegionBody.of(view));
    }
}
