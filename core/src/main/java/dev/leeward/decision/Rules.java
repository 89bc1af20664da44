package dev.leeward.decision;

import static dev.leeward.decision.RuleCheck.blocks;
import static dev.leeward.decision.RuleCheck.holds;

import dev.leeward.health.RegionHealth;
import dev.leeward.health.Verdict;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Each rule looked at by itself: a pure function of the situation that gives a sentence with its figures. */
final class Rules {
    /** How long the active region may go unseen before somebody is told. */
    private static final Duration UNSEEN_PATIENCE = Duration.ofSeconds(10);

    /** After a run that changed nothing, the next one waits only this long. */
    private static final Duration AFTER_ABORT = Duration.ofSeconds(10);

    /** But many of them in a row wait up to this long, however short the dwell is: each is told to people. */
    private static final Duration AFTER_ABORTS = Duration.ofMinutes(10);

    private Rules() {}

    static RuleCheck noRun(Situation s) {
        return s.openRun()
                .filter(run -> run.kind().movesTraffic())
                .map(run -> blocks(
                        Rule.NO_RUN,
                        "a " + Words.of(run.kind()) + " is under way",
                        "it ends; an order may override it"))
                .orElseGet(() -> holds(Rule.NO_RUN, "no run is under way"));
    }

    /** A planned move that has changed nothing yet gives way: draining caches is no reason to stay in a dead region. */
    static RuleCheck noRunButPlanned(Situation s) {
        return s.openRun()
                .filter(run -> run.kind().planned() && !run.mayHaveMoved())
                .map(run -> holds(Rule.NO_RUN, "a " + Words.of(run.kind()) + " under way gives way"))
                .orElseGet(() -> noRun(s));
    }

    static RuleCheck notPaused(Situation s) {
        return s.pausedBy()
                .map(by -> blocks(
                        Rule.NOT_PAUSED, by, "leeward resume " + s.service().name() + ", or its expiry"))
                .orElseGet(() -> holds(Rule.NOT_PAUSED, "not paused"));
    }

    static RuleCheck warmedUp(Situation s) {
        var freshFor = s.service().detection().freshFor();
        boolean allSeen = s.health().stream().noneMatch(h -> h.verdict() == Verdict.UNKNOWN);
        boolean longEnough = !s.now().isBefore(s.startedAt().plus(freshFor));
        return allSeen || longEnough
                ? holds(Rule.WARMED_UP, "evidence was gathered since this node started")
                : blocks(
                        Rule.WARMED_UP,
                        "this node started " + Words.ago(s.startedAt(), s.now()) + " and has not seen every region yet",
                        "a verdict on every region, or " + Words.of(freshFor) + " since the start");
    }

    static RuleCheck activeUnhealthy(RegionHealth active) {
        return switch (active.verdict()) {
            case UNHEALTHY ->
                holds(Rule.ACTIVE_UNHEALTHY, active.region() + " is unhealthy: " + Words.evidence(active));
            case HEALTHY ->
                blocks(
                        Rule.ACTIVE_UNHEALTHY,
                        active.region() + " is healthy",
                        "it fails its probes, or `leeward switchover`");
            case UNKNOWN ->
                blocks(
                        Rule.ACTIVE_UNHEALTHY,
                        "it is not known how " + active.region() + " is: " + Words.evidence(active),
                        "evidence that it is down, rather than that it cannot be seen");
        };
    }

    static RuleCheck activeHealthy(RegionHealth active) {
        return active.verdict() == Verdict.HEALTHY
                ? holds(Rule.ACTIVE_HEALTHY, active.region() + " is healthy")
                : blocks(
                        Rule.ACTIVE_HEALTHY,
                        active.region() + " is " + Words.of(active.verdict()),
                        "it recovers, or `leeward failover` for an unplanned move");
    }

    static RuleCheck targetReady(Situation s, Optional<RegionHealth> target) {
        if (target.isEmpty()) {
            return blocks(Rule.TARGET_READY, "no other region is healthy", "one of the other regions recovers");
        }
        var region = target.get();
        return region.isHealthy()
                ? holds(Rule.TARGET_READY, region.region() + " is healthy: " + Words.evidence(region))
                : blocks(
                        Rule.TARGET_READY,
                        region.region() + " is " + Words.of(region.verdict()) + ": " + Words.evidence(region),
                        region.region() + " becomes healthy on fresh evidence");
    }

    /** A verdict outlasts a hiccup: a reason to stay in a region, not one to move there right now. */
    static RuleCheck targetUnsuspected(Situation s, RegionHealth target) {
        return target.isSuspect(s.service().detection())
                ? blocks(
                        Rule.TARGET_READY,
                        "the newest look at " + target.region() + " failed: " + Words.evidence(target),
                        "the next look, which is due at once")
                : holds(Rule.TARGET_READY, "the newest look at " + target.region() + " was answered");
    }

    /** A moment without sight is no news for a person; one that lasts is. */
    static RuleCheck seen(Situation s, RegionHealth active) {
        var lasts = Duration.between(active.since(), s.now());
        var patience = Words.shorter(UNSEEN_PATIENCE, s.service().detection().freshFor());
        return lasts.compareTo(patience) < 0
                ? blocks(
                        Rule.OBSERVERS_SEE,
                        active.region() + " cannot be judged since " + Words.of(lasts),
                        "evidence, or " + Words.of(patience) + " without it")
                : holds(Rule.OBSERVERS_SEE, active.region() + " cannot be judged for long enough to say so");
    }

    static RuleCheck mode(Situation s) {
        return switch (s.service().failover().mode()) {
            case AUTOMATIC, SHADOW -> holds(Rule.MODE_AUTOMATIC, "Leeward may act by itself");
            case APPROVAL ->
                blocks(
                        Rule.MODE_AUTOMATIC,
                        "a person has to approve a failover",
                        "leeward approve " + s.service().name());
            case MANUAL ->
                blocks(
                        Rule.MODE_AUTOMATIC,
                        "only a person may move traffic",
                        "leeward failover " + s.service().name());
        };
    }

    /** Moves of traffic are kept apart; of runs that changed nothing only those of the same kind count. */
    static RuleCheck dwell(Situation s, RunKind kind) {
        var until = s.past().stream()
                .filter(t -> t.kind().movesTraffic())
                .filter(t -> t.movedAnything() || t.kind() == kind)
                .map(t -> t.completedAt()
                        .plus(t.movedAnything() ? s.service().failover().dwell() : afterAborts(s, kind)))
                .max(Comparator.naturalOrder());
        if (until.isEmpty() || !s.now().isBefore(until.get())) {
            return holds(Rule.DWELL, "long enough since the last move");
        }
        var left = Words.of(Duration.between(s.now(), until.get()));
        return blocks(Rule.DWELL, "the last run has ended only lately, the next may begin in " + left, left + " more");
    }

    /** Doubles with every run in a row that changed nothing, so that a hopeless one is not begun for ever. */
    private static Duration afterAborts(Situation s, RunKind kind) {
        var dwell = s.service().failover().dwell();
        long inARow = s.past().reversed().stream()
                .filter(t -> t.kind() == kind)
                .takeWhile(t -> !t.movedAnything())
                .count();
        if (inARow < 2) return Words.shorter(dwell, AFTER_ABORT);
        var longest = dwell.compareTo(AFTER_ABORTS) > 0 ? dwell : AFTER_ABORTS;
        return Words.shorter(longest, AFTER_ABORT.multipliedBy(1L << Math.clamp(inARow - 1, 0, 10)));
    }

    static RuleCheck budget(Situation s) {
        FailoverPolicy policy = s.service().failover();
        Instant from = s.now().minus(policy.budgetWindow());
        long used = s.past().stream()
                .filter(t -> t.automatic() && t.movedAnything() && t.kind().movesTraffic())
                .filter(t -> t.completedAt().isAfter(from))
                .count();
        var count = used + " of " + policy.budget() + " automatic moves used in " + Words.of(policy.budgetWindow());
        return used < policy.budget()
                ? holds(Rule.BUDGET, count)
                : blocks(Rule.BUDGET, count, "leeward approve " + s.service().name());
    }

    static RuleCheck awayFromHome(Situation s, RegionName active) {
        var home = s.service().home().name();
        return active.equals(home)
                ? blocks(Rule.AWAY_FROM_HOME, "traffic is at home, in " + home, "nothing: it is where it belongs")
                : holds(Rule.AWAY_FROM_HOME, "traffic is in " + active + ", home is " + home);
    }

    /**
     * What is home is said by the file, and neither its reload nor a lost journal moves traffic (S18, S20): only a move out of
     * home is undone without asking.
     */
    static RuleCheck leftHome(Situation s) {
        var home = s.service().home().name();
        return s.leftHome()
                ? holds(Rule.LEFT_HOME, "traffic left home by a move that the journal shows")
                : blocks(
                        Rule.LEFT_HOME,
                        "the journal shows no move out of " + home,
                        "leeward approve " + s.service().name());
    }

    static RuleCheck homeStable(Situation s, RegionHealth home) {
        var need = s.service().failback().stableFor();
        if (home.verdict() != Verdict.HEALTHY) {
            return blocks(
                    Rule.HOME_STABLE,
                    home.region() + " is " + Words.of(home.verdict()),
                    "it is healthy for " + Words.of(need));
        }
        var stable = Duration.between(home.since(), s.now());
        return stable.compareTo(need) >= 0
                ? holds(Rule.HOME_STABLE, home.region() + " has been healthy for " + Words.of(stable))
                : blocks(
                        Rule.HOME_STABLE,
                        "%s has been healthy for %s of %s".formatted(home.region(), Words.of(stable), Words.of(need)),
                        Words.of(need.minus(stable)) + " more without a failure");
    }

    static RuleCheck windowOpen(Situation s) {
        var window = s.service().failback().window();
        if (window.isEmpty()) return holds(Rule.WINDOW_OPEN, "no maintenance window is asked for");
        return window.get().isOpen(s.now())
                ? holds(Rule.WINDOW_OPEN, "the maintenance window is open")
                : blocks(Rule.WINDOW_OPEN, "the maintenance window is closed", "its opening: " + window.get());
    }
}
