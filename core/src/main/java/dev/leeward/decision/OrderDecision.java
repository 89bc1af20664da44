package dev.leeward.decision;

import dev.leeward.health.RegionHealth;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides on a person's order to move. A person beats automation, so pause, dwell, budget and mode do not bind an order;
 * what protects the traffic does, and only rules that say so can be overridden, by name.
 */
final class OrderDecision {
    private final Situation s;
    private final Order.Move order;
    private final List<RuleCheck> checks = new ArrayList<>();

    OrderDecision(Situation s, Order.Move order) {
        this.s = s;
        this.order = order;
    }

    Decision decide() {
        var active = s.active().flatMap(s::healthOf);
        if (active.isEmpty()) return intoTheUnknown();
        var from = active.get().region();
        var target = target(from);
        check(order.kind() == RunKind.FAILOVER ? Rules.noRunButPlanned(s) : Rules.noRun(s));
        switch (order.kind()) {
            case FAILOVER -> {
                if (!isPuttingRight(from)) check(Rules.activeUnhealthy(active.get()));
                target.ifPresent(t -> check(CopyRules.loss(s, from, t.region())));
            }
            case SWITCHOVER -> {
                check(Rules.activeHealthy(active.get()));
                target.ifPresent(t -> check(CopyRules.converged(s, from, t)));
            }
            case FAILBACK -> failbackChecks(from, target);
            case SETTLE, RELEASE ->
                throw new IllegalArgumentException("nobody orders a " + Words.of(order.kind()) + " run");
        }
        check(targetElsewhere(from, target));
        target.ifPresent(t -> check(Rules.targetUnsuspected(s, t)));
        if (DecisionEngine.firstBlock(checks).isPresent() || target.isEmpty()) return refused();
        return accepted(from, target.get().region());
    }

    /**
     * Where targets disagree, nothing is moved from anywhere, but a person may say where all of them shall point: a failover
     * that names its region and overrides {@link Rule#ACTIVE_KNOWN}.
     */
    private Decision intoTheUnknown() {
        check(RuleCheck.blocks(
                Rule.ACTIVE_KNOWN,
                "it is not known which region carries traffic",
                "all targets answer the endpoints of one region, or a failover that says where to and overrides this"));
        check(Rules.noRun(s));
        check(CopyRules.lossFromNowhere(s));
        var target = order.to().flatMap(s::healthOf);
        check(Rules.targetReady(s, target));
        target.ifPresent(t -> check(Rules.targetUnsuspected(s, t)));
        if (order.kind() != RunKind.FAILOVER || target.isEmpty()) return refused();
        if (DecisionEngine.firstBlock(checks).isPresent()) return refused();
        var to = target.get().region();
        var from = s.service().regions().stream()
                .map(Region::name)
                .filter(name -> !name.equals(to))
                .findFirst();
        return accepted(from.orElse(to), to);
    }

    private void failbackChecks(RegionName from, Optional<RegionHealth> home) {
        check(Rules.awayFromHome(s, from));
        home.ifPresent(h -> check(Rules.homeStable(s, h)));
        home.ifPresent(h -> check(CopyRules.converged(s, from, h)));
        check(Rules.windowOpen(s));
    }

    private boolean isPuttingRight(RegionName from) {
        return s.misplaced() && order.to().filter(from::equals).isPresent();
    }

    private Optional<RegionHealth> target(RegionName from) {
        if (order.kind() == RunKind.FAILBACK)
            return s.healthOf(s.service().home().name());
        return order.to().isPresent() ? s.healthOf(order.to().get()) : DecisionEngine.bestReady(s, from);
    }

    private RuleCheck targetElsewhere(RegionName from, Optional<RegionHealth> target) {
        var home = s.service().home().name();
        var elsewhere = order.to().filter(to -> !to.equals(home));
        if (order.kind() == RunKind.FAILBACK && elsewhere.isPresent()) {
            return RuleCheck.blocks(
                    Rule.TARGET_READY,
                    "a failback goes home, to " + home + ", not to " + elsewhere.get(),
                    "`leeward switchover` for a planned move elsewhere");
        }
        var wanted = order.to();
        if (wanted.isPresent() && target.isEmpty()) {
            return RuleCheck.blocks(
                    Rule.TARGET_READY,
                    wanted.get() + " is no region of " + s.service().name(),
                    "one of " + s.health().stream().map(h -> h.region().value()).toList());
        }
        // Where a target was left behind, ordering the move to the active region once more puts it right.
        if (target.filter(t -> t.region().equals(from)).isPresent() && !s.misplaced()) {
            return RuleCheck.blocks(
                    Rule.TARGET_READY, from + " carries the traffic already", "another region to move to");
        }
        return Rules.targetReady(s, target);
    }

    private void check(RuleCheck check) {
        boolean overridden =
                !check.holds() && check.rule().overridable() && order.force().contains(check.rule());
        checks.add(overridden ? check.overriddenBy(order.by()) : check);
    }

    private Decision accepted(RegionName from, RegionName to) {
        var sentence = "%s ordered by %s: traffic moves from %s to %s."
                .formatted(Words.of(order.kind()), order.by(), from, to);
        var reason = new Reason(sentence, checks);
        return switch (order.kind()) {
            case FAILOVER -> new Decision.FailOver(from, to, reason);
            case SWITCHOVER -> new Decision.SwitchOver(from, to, reason);
            case FAILBACK -> new Decision.FailBack(from, to, reason);
            case SETTLE, RELEASE ->
                throw new IllegalArgumentException("nobody orders a " + Words.of(order.kind()) + " run");
        };
    }

    private Decision refused() {
        var why = DecisionEngine.firstBlock(checks).map(RuleCheck::sentence).orElse("no region to move to");
        return new Decision.Hold(new Reason("Refused: " + why + ".", checks), Optional.empty());
    }
}
