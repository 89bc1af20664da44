package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.SteeringSettings;
import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Rule.Objection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Which timers go together. */
final class TimerRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "timeout-within-interval",
                    "a look that outlasts the interval overlaps the next one, and a region that stalls piles them up",
                    ofProbes(TimerRules::timeoutWithinInterval)),
            new Rule(
                    "burst-within-interval",
                    "bursts are there to look again sooner than usual",
                    ofProbes(TimerRules::burstWithinInterval)),
            new Rule(
                    "fresh-outlasts-a-look",
                    "evidence that is stale before the next look ends makes every verdict Unknown",
                    ofProbes(TimerRules::freshOutlastsLook)),
            new Rule(
                    "dwell-outlasts-detection",
                    "the next move must not be decided before the last one can be judged",
                    ofServices(TimerRules::dwellOutlastsDetection)),
            new Rule(
                    "stability-proves-recovery",
                    "a region counts as recovered only after its OKs in a row; a shorter stability adds nothing to that",
                    ofServices(TimerRules::stabilityProvesRecovery)),
            new Rule(
                    "recovery-slower-than-failure",
                    "recovering faster than failing lets a flapping region pull the traffic back and forth",
                    ofServices(TimerRules::recoverySlower)),
            new Rule(
                    "budget-can-be-reached",
                    "a budget that the dwell keeps from ever being used up limits nothing",
                    ofServices(TimerRules::budgetCanBeReached)),
            new Rule(
                    "failover-ttl-is-short",
                    "during an incident the name must become quicker to move, not slower",
                    ofServices(TimerRules::failoverTtlIsShort)),
            new Rule(
                    "settle-outlasts-ttl",
                    "the long TTL must not come back while resolvers still hold the answer of before the move",
                    ofServices(TimerRules::settleOutlastsTtl)),
            new Rule(
                    "ttl-allows-quick-moves",
                    "nobody can shorten what resolvers hold already: an unplanned move takes as long as the everyday TTL",
                    ofServices(TimerRules::ttlAllowsQuickMoves)));

    private static final Duration LONG_TTL = Duration.ofMinutes(5);

    private TimerRules() {}

    private static void timeoutWithinInterval(Timers t, Consumer<Objection> objections) {
        int order = t.probe.timeout().compareTo(t.probe.interval());
        if (order < 0) return;
        String figures = "the timeout of " + DurationText.of(t.probe.timeout());
        String interval = "the interval of " + DurationText.of(t.probe.interval());
        var involved = List.of(t.key("timeout"), t.key("interval"));
        objections.accept(
                order > 0
                        ? error(
                                t.key("timeout"),
                                involved,
                                figures + " is longer than " + interval,
                                "make it shorter, or look less often")
                        : warning(
                                t.key("timeout"),
                                involved,
                                figures + " is as long as " + interval,
                                "stay below it, so that no two looks overlap"));
    }

    private static void burstWithinInterval(Timers t, Consumer<Objection> objections) {
        if (t.probe.burst().compareTo(t.probe.interval()) <= 0) return;
        objections.accept(error(
                t.key("burst"),
                List.of(t.key("burst"), t.key("interval")),
                "looks of a burst would be " + DurationText.of(t.probe.burst()) + " apart, usual ones "
                        + DurationText.of(t.probe.interval()),
                "make burst the interval or shorter"));
    }

    private static void freshOutlastsLook(Timers t, Consumer<Objection> objections) {
        Duration look = t.probe.interval().plus(t.probe.timeout());
        Duration fresh = t.service.detection().freshFor();
        if (fresh.compareTo(look) > 0) return;
        objections.accept(error(
                t.service.path() + ".detection.fresh-for",
                List.of(t.service.path() + ".detection.fresh-for", t.key("interval"), t.key("timeout")),
                "evidence is fresh for " + DurationText.of(fresh) + ", but interval and timeout of " + t.probe.id()
                        + " add up to " + DurationText.of(look),
                "make it longer than " + DurationText.of(look)));
    }

    private static void dwellOutlastsDetection(ServiceDraft s, Consumer<Objection> objections) {
        Duration dwell = s.failover().dwell();
        Duration detection = Forecasts.worstDetection(s);
        if (dwell.compareTo(detection) >= 0) return;
        objections.accept(error(
                s.path() + ".failover.dwell",
                List.of(s.path() + ".failover.dwell", s.path() + ".detection"),
                "a dwell of " + DurationText.of(dwell) + " is over before a failure can be detected, which takes up to "
                        + DurationText.of(detection),
                "make it " + DurationText.of(detection) + " at least; 10m is the default"));
    }

    private static void stabilityProvesRecovery(ServiceDraft s, Consumer<Objection> objections) {
        Duration recovery = s.detection().interval().multipliedBy(s.detection().recoveries());
        if (s.failback().stableFor().compareTo(recovery) >= 0) return;
        objections.accept(error(
                s.path() + ".failback.stable-for",
                List.of(
                        s.path() + ".failback.stable-for",
                        s.path() + ".detection.recoveries",
                        s.path() + ".detection.interval"),
                "stable for " + DurationText.of(s.failback().stableFor()) + " is less than "
                        + s.detection().recoveries() + " recoveries "
                        + DurationText.of(s.detection().interval())
                        + " apart, which take " + DurationText.of(recovery),
                "make it " + DurationText.of(recovery) + " at least"));
    }

    private static void recoverySlower(ServiceDraft s, Consumer<Objection> objections) {
        if (s.detection().recoveries() >= s.detection().failures()) return;
        objections.accept(warning(
                s.path() + ".detection.recoveries",
                List.of(s.path() + ".detection.recoveries", s.path() + ".detection.failures"),
                s.detection().recoveries() + " recoveries undo " + s.detection().failures() + " failures",
                "ask for more OKs in a row than failures; 10 is the default"));
    }

    private static void budgetCanBeReached(ServiceDraft s, Consumer<Objection> objections) {
        Duration fastest = s.failover().dwell().multipliedBy(s.failover().budget());
        if (s.failover().budgetWindow().compareTo(fastest) > 0) return;
        objections.accept(warning(
                s.path() + ".failover.budget",
                List.of(s.path() + ".failover.budget", s.path() + ".failover.dwell"),
                s.failover().budget() + " moves " + DurationText.of(s.failover().dwell()) + " apart take "
                        + DurationText.of(fastest) + " by themselves, so this budget limits nothing",
                "allow fewer moves, or count over a longer time"));
    }

    private static void failoverTtlIsShort(ServiceDraft s, Consumer<Objection> objections) {
        names(s, (path, name) -> {
            if (name.failoverTtl().compareTo(name.ttl()) <= 0) return;
            objections.accept(error(
                    path + ".failover-ttl",
                    List.of(path + ".failover-ttl", path + ".ttl"),
                    "a failover-ttl of " + DurationText.of(name.failoverTtl()) + " is longer than the everyday ttl of "
                            + DurationText.of(name.ttl()),
                    "make it the ttl or shorter"));
        });
    }

    private static void settleOutlastsTtl(ServiceDraft s, Consumer<Objection> objections) {
        names(s, (path, name) -> {
            if (s.failover().settleAfter().compareTo(name.ttl()) >= 0) return;
            objections.accept(warning(
                    s.path() + ".failover.settle-after",
                    List.of(s.path() + ".failover.settle-after", path + ".ttl"),
                    "the TTL of " + name.name() + " is restored after "
                            + DurationText.of(s.failover().settleAfter())
                            + ", while resolvers may hold the answer of before the move for "
                            + DurationText.of(name.ttl()),
                    "make settle-after as long as the ttl at least"));
        });
    }

    private static void ttlAllowsQuickMoves(ServiceDraft s, Consumer<Objection> objections) {
        names(s, (path, name) -> {
            if (name.ttl().compareTo(LONG_TTL) <= 0) return;
            objections.accept(warning(
                    path + ".ttl",
                    List.of(path + ".ttl"),
                    "for up to " + DurationText.of(name.ttl()) + " after an unplanned move resolvers answer "
                            + name.name() + " with the region that failed",
                    "make it 5m or shorter"));
        });
    }

    private static void names(ServiceDraft s, BiConsumer<String, SteeringSettings.Dns> each) {
        s.steering().forEach(target -> {
            if (target.settings() instanceof SteeringSettings.Dns name) each.accept(target.path(), name);
        });
    }

    /** A probe's timers; the remark goes to the probe where it has one of its own, else to the service's detection. */
    private record Timers(ServiceDraft service, ProbeDraft probe, boolean own) {
        String key(String timer) {
            return (own ? probe.path() : service.path() + ".detection") + "." + timer;
        }
    }

    private static Rule.Look ofServices(BiConsumer<ServiceDraft, Consumer<Objection>> look) {
        return (draft, objections) -> draft.services().forEach(service -> look.accept(service, objections));
    }

    /** Once for the service's own timers, and once for each probe that differs. */
    private static Rule.Look ofProbes(BiConsumer<Timers, Consumer<Objection>> look) {
        return (draft, objections) ->
                draft.services().forEach(service -> timers(service).forEach(t -> look.accept(t, objections)));
    }

    private static List<Timers> timers(ServiceDraft service) {
        List<Timers> all = new ArrayList<>();
        Comparator<ProbeDraft> byTimers = Comparator.comparing(ProbeDraft::interval)
                .thenComparing(ProbeDraft::timeout)
                .thenComparing(ProbeDraft::burst);
        var d = service.detection();
        service.regions().stream().flatMap(r -> r.probes().stream()).forEach(probe -> {
            var common = new ProbeDraft(probe.path(), probe.id(), probe.check(), d.interval(), d.timeout(), d.burst());
            boolean own = byTimers.compare(probe, common) != 0;
            boolean known = all.stream().anyMatch(t -> !t.own);
            if (own || !known) all.add(new Timers(service, probe, own));
        });
        return all;
    }
}
