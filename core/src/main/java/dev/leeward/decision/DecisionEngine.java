package dev.leeward.decision;

import dev.leeward.health.RegionHealth;
import dev.leeward.health.Verdict;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what should happen to one service: pure and total, the same situation always gives the same decision. It
 * neither knows nor touches the world.
 */
public final class DecisionEngine {
    /** What keeps traffic away from home until a person says yes. */
    private static final Set<Rule> ASK = EnumSet.of(Rule.APPROVED, Rule.LEFT_HOME, Rule.BUDGET);

    /** A node that has just started is given this long to read the targets before it pages that they say nothing. */
    private static final Duration FIRST_READING = Duration.ofSeconds(30);

    /** What {@code s} calls for. */
    public Decision decide(Situation s) {
        if (s.order().isPresent()) return new OrderDecision(s, s.order().get()).decide();
        var active = s.active().flatMap(s::healthOf);
        if (active.isEmpty()) return activeUnknown(s);
        if (isFencedOff(s)) return release(s, active.get().region());
        return switch (active.get().verdict()) {
            case UNHEALTHY -> failover(s, active.get());
            case UNKNOWN -> unseen(s, active.get());
            case HEALTHY -> atEase(s, active.get());
        };
    }

    /**
     * Whether {@code decision} rests on evidence that is still coming in: nothing that was asked or said before is taken
     * back on its account, or a node's restart and each hiccup would page a person anew.
     */
    public boolean isProvisional(Situation s, Decision decision) {
        if (!(decision instanceof Decision.Hold hold) || hold.alarm().isPresent()) return false;
        var blocked = hold.reason().blockedBy().map(RuleCheck::rule).orElse(Rule.ACTIVE_HEALTHY);
        return switch (blocked) {
            case ACTIVE_KNOWN, WARMED_UP, OBSERVERS_SEE -> true;
            case TARGET_READY ->
                s.active()
                        .flatMap(s::healthOf)
                        .filter(active -> active.verdict() == Verdict.UNHEALTHY)
                        .isPresent();
            default -> false;
        };
    }

    private Decision activeUnknown(Situation s) {
        boolean moving = s.openRun().filter(run -> run.kind().movesTraffic()).isPresent();
        boolean starting = s.now().isBefore(s.startedAt().plus(FIRST_READING));
        var check = RuleCheck.blocks(
                Rule.ACTIVE_KNOWN,
                "it is not known which region carries traffic",
                "all targets answer the endpoints of one region");
        var sentence = "Holding: the targets do not agree on one active region.";
        return new Decision.Hold(
                new Reason(sentence, List.of(check)),
                starting || moving
                        ? Optional.empty()
                        : Optional.of(new Alarm("active-unknown", Alarm.Severity.PAGE, sentence)));
    }

    /** Whatever it looks like from outside: nobody can write there, and it may look ill for that very reason. */
    private static boolean isFencedOff(Situation s) {
        boolean due = s.releaseDue().filter(at -> !s.now().isBefore(at)).isPresent();
        boolean shadow = s.service().failover().mode() == FailoverPolicy.Mode.SHADOW;
        return due && !shadow && s.openRun().isEmpty() && Rules.notPaused(s).holds();
    }

    private static Decision release(Situation s, RegionName active) {
        var checks = List.of(Rules.noRun(s), Rules.notPaused(s));
        var sentence = "%s carries the traffic and is fenced: the fence comes down.".formatted(active);
        return new Decision.Release(active, new Reason(sentence, checks));
    }

    private static Decision failover(Situation s, RegionHealth active) {
        var target = bestReady(s, active.region()).or(() -> bestHealthy(s, active.region()));
        if (target.isEmpty()) return allBad(s, active);
        var to = target.get().region();
        var proposal = new Proposal(RunKind.FAILOVER, active.region(), to);
        boolean approved = s.approved().filter(proposal::equals).isPresent();
        var checks = new ArrayList<RuleCheck>();
        checks.add(Rules.activeUnhealthy(active));
        checks.add(Rules.targetReady(s, target));
        checks.add(Rules.noRunButPlanned(s));
        checks.add(Rules.warmedUp(s));
        if (approved) {
            checks.add(RuleCheck.holds(Rule.APPROVED, "a person approved it"));
            checks.add(CopyRules.accepted(s, active.region(), to));
        } else {
            checks.add(Rules.notPaused(s));
            checks.add(Rules.dwell(s, RunKind.FAILOVER));
            checks.add(Rules.mode(s));
            checks.add(Rules.budget(s));
            checks.add(CopyRules.loss(s, active.region(), to));
        }
        checks.add(Rules.targetUnsuspected(s, target.get()));
        var blocked = firstBlock(checks);
        if (blocked.isEmpty()) {
            var sentence = "%s is down and %s is ready: traffic moves there.".formatted(active.region(), to);
            return new Decision.FailOver(active.region(), to, new Reason(sentence, checks));
        }
        return notNow(s, proposal, blocked.get(), checks);
    }

    /** What a failover that is due but blocked comes to: waiting, asking or paging. */
    private static Decision notNow(Situation s, Proposal proposal, RuleCheck blocked, List<RuleCheck> checks) {
        return switch (blocked.rule()) {
            case NO_RUN, WARMED_UP, TARGET_READY ->
                new Decision.Hold(new Reason("Waiting: " + blocked.sentence() + ".", checks), Optional.empty());
            case MODE_AUTOMATIC, BUDGET, DATA_LOSS -> {
                var sentence = "A %s is due but %s: a person must decide.".formatted(proposal, blocked.sentence());
                if (blocked.rule() != Rule.DATA_LOSS && !s.copies().isEmpty()) {
                    sentence += " As of now, " + CopyRules.estimate(s, proposal.from(), proposal.to()) + ".";
                }
                yield new Decision.AskHuman(
                        proposal,
                        new Reason(sentence, checks),
                        new Alarm("failover-approval-needed", Alarm.Severity.PAGE, sentence));
            }
            default -> {
                var sentence = "A %s is due, but held: %s.".formatted(proposal, blocked.sentence());
                yield new Decision.Hold(
                        new Reason(sentence, checks),
                        Optional.of(new Alarm("failover-held", Alarm.Severity.PAGE, sentence)));
            }
        };
    }

    private static Decision allBad(Situation s, RegionHealth active) {
        var checks = List.of(
                Rules.activeUnhealthy(active),
                Rules.noRunButPlanned(s),
                Rules.warmedUp(s),
                Rules.targetReady(s, Optional.empty()));
        // A run under way may know better, and a node that has just started has yet to see.
        boolean early =
                firstBlock(checks).filter(c -> c.rule() != Rule.TARGET_READY).isPresent();
        var sentence = "Holding: %s is down and no other region is ready, so moving traffic would not help."
                .formatted(active.region());
        return new Decision.Hold(
                new Reason(sentence, checks),
                early ? Optional.empty() : Optional.of(new Alarm("no-region-ready", Alarm.Severity.PAGE, sentence)));
    }

    private static Decision unseen(Situation s, RegionHealth active) {
        var checks = List.of(Rules.warmedUp(s), Rules.seen(s, active), Rules.activeUnhealthy(active));
        boolean early = !checks.get(0).holds() || !checks.get(1).holds();
        var sentence = !checks.get(0).holds()
                ? "Holding: still gathering evidence."
                : "Holding: %s cannot be judged; not seeing it is no proof that it is down.".formatted(active.region());
        return new Decision.Hold(
                new Reason(sentence, checks),
                early ? Optional.empty() : Optional.of(new Alarm("active-unseen", Alarm.Severity.PAGE, sentence)));
    }

    private Decision atEase(Situation s, RegionHealth active) {
        boolean shadow = s.service().failover().mode() == FailoverPolicy.Mode.SHADOW;
        if (isSettled(s) && !shadow) {
            var checks = List.of(Rules.noRun(s), Rules.notPaused(s));
            if (firstBlock(checks).isEmpty() && s.openRun().isEmpty()) {
                var sentence = "Traffic has stayed in %s: everyday TTLs come back.".formatted(active.region());
                return new Decision.Settle(active.region(), new Reason(sentence, checks));
            }
        }
        var home = s.service().home().name();
        return active.region().equals(home) ? fine(s, active) : failback(s, active, home);
    }

    private static boolean isSettled(Situation s) {
        var after = s.service().failover().settleAfter();
        // Where a target answers another region there is nothing to settle: a person has to say first what is meant.
        return !s.misplaced()
                && s.unsettledSince()
                        .filter(at -> !s.now().isBefore(at.plus(after)))
                        .isPresent();
    }

    private static Decision fine(Situation s, RegionHealth active) {
        var refuge = bestHealthy(s, active.region());
        var checks = new ArrayList<RuleCheck>();
        checks.add(Rules.activeUnhealthy(active));
        if (!s.copies().isEmpty() && refuge.isPresent())
            checks.add(CopyRules.loss(s, active.region(), refuge.get().region()));
        checks.add(Rules.targetReady(s, refuge));
        var sentence = "Nothing to do: %s is healthy and carries the traffic.".formatted(active.region());
        boolean noRefuge = !checks.getLast().holds() && Rules.warmedUp(s).holds();
        var alarm = noRefuge
                ? Optional.of(new Alarm(
                        "no-standby-ready",
                        Alarm.Severity.NOTICE,
                        "No standby is ready: if %s failed now, traffic could go nowhere.".formatted(active.region())))
                : refuge.flatMap(to -> CopyRules.wouldBeHeld(s, active.region(), to.region()));
        return new Decision.Hold(new Reason(sentence, checks), alarm);
    }

    private Decision failback(Situation s, RegionHealth active, RegionName home) {
        var homeHealth = s.healthOf(home);
        if (homeHealth.isEmpty()) return fine(s, active);
        var proposal = new Proposal(RunKind.FAILBACK, active.region(), home);
        boolean approved = s.approved().filter(proposal::equals).isPresent();
        var checks = new ArrayList<RuleCheck>();
        checks.add(Rules.awayFromHome(s, active.region()));
        checks.add(Rules.noRun(s));
        checks.add(Rules.targetReady(s, homeHealth));
        checks.add(Rules.homeStable(s, homeHealth.get()));
        checks.add(CopyRules.converged(s, active.region(), homeHealth.get()));
        checks.add(Rules.windowOpen(s));
        checks.add(approved ? RuleCheck.holds(Rule.APPROVED, "a person approved it") : Rules.notPaused(s));
        if (!approved) {
            checks.add(Rules.dwell(s, RunKind.FAILBACK));
            checks.add(failbackMode(s));
            checks.add(Rules.leftHome(s));
            checks.add(Rules.budget(s));
        }
        checks.add(Rules.targetUnsuspected(s, homeHealth.get()));
        var blocked = firstBlock(checks);
        if (blocked.isEmpty()) {
            var sentence = "%s is well again: traffic comes home from %s.".formatted(home, active.region());
            return new Decision.FailBack(active.region(), home, new Reason(sentence, checks));
        }
        if (ASK.contains(blocked.get().rule())) {
            var sentence = "%s is ready to take its traffic back from %s: a person must approve."
                    .formatted(home, active.region());
            return new Decision.AskHuman(
                    proposal,
                    new Reason(sentence, checks),
                    new Alarm("failback-approval-needed", Alarm.Severity.NOTICE, sentence));
        }
        var sentence = "%s is healthy and carries the traffic, away from home; coming home waits: %s."
                .formatted(active.region(), blocked.get().sentence());
        return new Decision.Hold(new Reason(sentence, checks), Optional.empty());
    }

    private static RuleCheck failbackMode(Situation s) {
        return switch (s.service().failback().mode()) {
            case AUTOMATIC -> RuleCheck.holds(Rule.MODE_AUTOMATIC, "Leeward may bring traffic home by itself");
            case APPROVAL ->
                RuleCheck.blocks(
                        Rule.APPROVED,
                        "a person has to approve a failback",
                        "leeward approve " + s.service().name());
            case MANUAL ->
                RuleCheck.blocks(
                        Rule.MODE_AUTOMATIC,
                        "only a person may bring traffic home",
                        "leeward failback " + s.service().name());
        };
    }

    /** The first region by priority, other than {@code active}, that could be sent traffic right now. */
    static Optional<RegionHealth> bestReady(Situation s, RegionName active) {
        return s.health().stream()
                .filter(h -> !h.region().equals(active))
                .filter(h -> h.isReady(s.service().detection()))
                .findFirst();
    }

    /** The first region by priority, other than {@code active}, that is healthy. */
    private static Optional<RegionHealth> bestHealthy(Situation s, RegionName active) {
        return s.health().stream()
                .filter(h -> !h.region().equals(active))
                .filter(RegionHealth::isHealthy)
                .findFirst();
    }

    static Optional<RuleCheck> firstBlock(List<RuleCheck> checks) {
        return checks.stream().filter(c -> !c.holds()).findFirst();
    }
}
