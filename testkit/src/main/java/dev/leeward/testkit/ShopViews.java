package dev.leeward.testkit;

import dev.leeward.control.ServiceView;
import dev.leeward.decision.Alarm;
import dev.leeward.decision.Decision;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.health.HealthPolicy;
import dev.leeward.health.ProbeHealth;
import dev.leeward.health.RegionHealth;
import dev.leeward.health.Verdict;
import dev.leeward.journal.ServiceState;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import dev.leeward.runbook.StepTrigger;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The service {@code shop} in two regions, as it stands at several points of one bad night. */
public final class ShopViews {
    /** When each view was taken. */
    public static final Instant NOW = Instant.parse("2026-03-01T02:17:05Z");

    /** Home. */
    public static final RegionName US_EAST = new RegionName("us-east");
    /** The other region. */
    public static final RegionName EU_CENTRAL = new RegionName("eu-central");
    /** What is steered. */
    public static final TargetId WWW = new TargetId("linode-dns:www.example.com");

    private static final ServiceName SHOP = new ServiceName("shop");
    private static final VantagePoint NODE = new VantagePoint("node-1");

    private ShopViews() {}

    /** Nothing happens: both regions are healthy, traffic is at home. */
    public static ServiceView atEase() {
        var decision = new Decision.Hold(
                new Reason(
                        "Nothing to do: us-east is healthy and carries the traffic.",
                        List.of(
                                RuleCheck.blocks(
                                        Rule.ACTIVE_UNHEALTHY,
                                        "us-east is healthy",
                                        "it fails its probes, or `leeward switchover`"),
                                RuleCheck.holds(Rule.TARGET_READY, "eu-central is healthy: http-1: 200 in 88 ms"))),
                Optional.empty());
        return view(state(US_EAST, 6).build(), List.of(healthy(US_EAST, 31), healthy(EU_CENTRAL, 88)), decision);
    }

    /** Home died a moment ago, and a failover is under way: one step is done, one is unclear, two wait. */
    public static ServiceView failingOver() {
        var reason = new Reason(
                "us-east is down and eu-central is ready: traffic moves there.",
                List.of(RuleCheck.holds(Rule.ACTIVE_UNHEALTHY, "us-east is unhealthy")));
        var run = run(reason, steps(), Optional.empty(), Optional.empty());
        var hold = new Decision.Hold(
                new Reason(
                        "Waiting: a failover is under way.",
                        List.of(
                                RuleCheck.holds(
                                        Rule.ACTIVE_UNHEALTHY,
                                        "us-east is unhealthy: http-1: connection refused, 3 times in 2.1 s"),
                                RuleCheck.holds(Rule.TARGET_READY, "eu-central is healthy: http-1: 200 in 88 ms"),
                                RuleCheck.blocks(
                                        Rule.NO_RUN, "a failover is under way", "it ends; an order may override it"))),
                Optional.empty());
        return view(state(US_EAST, 7).run(run).build(), List.of(refusing(US_EAST), healthy(EU_CENTRAL, 88)), hold);
    }

    /** Traffic moved, home is back, a failback waits for approval, and somebody paused the service. */
    public static ServiceView waitingForApproval() {
        var proposal = new Proposal(RunKind.FAILBACK, EU_CENTRAL, US_EAST);
        var sentence = "A failback from eu-central to us-east is ready: a person must approve it.";
        var alarm = new Alarm("approval-needed", Alarm.Severity.NOTICE, sentence);
        var decision = new Decision.AskHuman(
                proposal,
                new Reason(
                        sentence,
                        List.of(
                                RuleCheck.holds(Rule.AWAY_FROM_HOME, "traffic is in eu-central, home is us-east"),
                                RuleCheck.holds(Rule.HOME_STABLE, "us-east has been healthy for 16 min"),
                                RuleCheck.blocks(
                                        Rule.APPROVED, "nobody has approved it yet", "`leeward approve shop`"))),
                alarm);
        var ended = run(
                new Reason("us-east is down and eu-central is ready: traffic moves there.", List.of()),
                List.of(),
                Optional.of(Ending.SUCCEEDED),
                Optional.of(NOW.minusSeconds(3600)));
        var state = state(EU_CENTRAL, 7)
                .past(ended)
                .pause(new ServiceState.Pause("alice", NOW.plusSeconds(5400), "kernel upgrade"))
                .asked(new ServiceState.Asked(proposal, NOW.minusSeconds(60)))
                .alarm(alarm)
                .drift("A 203.0.113.9")
                .build();
        return view(state, List.of(healthy(US_EAST, 31), healthy(EU_CENTRAL, 88)), decision);
    }

    /** The node has just started and knows nothing. */
    public static ServiceView unknown() {
        var decision = new Decision.Hold(
                new Reason(
                        "Holding: the targets do not agree on one active region.",
                        List.of(RuleCheck.blocks(
                                Rule.ACTIVE_KNOWN,
                                "it is not known which region carries traffic",
                                "all targets answer the endpoints of one region"))),
                Optional.of(new Alarm("active-unknown", Alarm.Severity.PAGE, "the targets do not agree")));
        return view(ServiceState.unknown(SHOP), List.of(), decision);
    }

    private static ServiceView view(ServiceState state, List<RegionHealth> health, Decision decision) {
        return new ServiceView(NOW, service(), state, health, decision);
    }

    private static Service service() {
        return new Service(
                SHOP,
                List.of(region(US_EAST, "192.0.2.1"), region(EU_CENTRAL, "198.51.100.1")),
                HealthPolicy.defaults(),
                FailoverPolicy.defaults(),
                FailbackPolicy.defaults(),
                List.of(WWW),
                Duration.ofMinutes(5));
    }

    private static Region region(RegionName name, String address) {
        var probe = new Probe(
                probeOf(name),
                Check.Http.get(URI.create("http://" + address + "/health.php")),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
        return new Region(name, Endpoints.of(RecordType.A, address), List.of(probe));
    }

    private static ProbeId probeOf(RegionName region) {
        return new ProbeId("shop/" + region + "/http-1");
    }

    private static RegionHealth healthy(RegionName region, int millis) {
        var look = new Sighting.Healthy(PhaseTimings.ofTotal(Duration.ofMillis(millis)), List.of());
        return health(region, Verdict.HEALTHY, NOW.minus(Duration.ofMinutes(16)), look, "200 in " + millis + " ms");
    }

    private static RegionHealth refusing(RegionName region) {
        var look = new Sighting.Failing(
                FailureKind.REFUSED, "connection refused", PhaseTimings.ofTotal(Duration.ofNanos(412_000)));
        return health(region, Verdict.UNHEALTHY, NOW.minusSeconds(4), look, "connection refused, 3 times in 2.1 s");
    }

    private static RegionHealth health(
            RegionName region, Verdict verdict, Instant since, Sighting sighting, String evidence) {
        var seen = NOW.minusMillis(1200);
        boolean failing = verdict == Verdict.UNHEALTHY;
        var probe = new ProbeHealth(
                probeOf(region),
                verdict,
                failing ? 3 : 0,
                failing ? 0 : 212,
                since,
                failing ? Optional.of(since.minusSeconds(2)) : Optional.empty(),
                failing ? Optional.of(since.minusSeconds(2)) : Optional.empty(),
                Optional.of(seen),
                Optional.of(new Observation(probeOf(region), NODE, seen, seen.plusMillis(40), sighting)));
        return new RegionHealth(
                region,
                verdict,
                since,
                verdict == Verdict.HEALTHY ? Optional.empty() : Optional.of(since),
                seen,
                List.of(probe),
                List.of(() -> "http-1: " + evidence),
                List.of());
    }

    private static RunbookRun run(
            Reason reason, List<StepProgress> steps, Optional<Ending> ending, Optional<Instant> endedAt) {
        var startedAt = endedAt.orElse(NOW).minusSeconds(3);
        return new RunbookRun(
                new RunId("shop-7"),
                RunKind.FAILOVER,
                US_EAST,
                EU_CENTRAL,
                new Epoch(7),
                true,
                Set.of(),
                Optional.of(startedAt.minusSeconds(2)),
                reason,
                startedAt,
                steps,
                Optional.empty(),
                ending,
                endedAt);
    }

    private static List<StepProgress> steps() {
        var timedOut = Problem.passing(FaultCode.TIMED_OUT, "api.linode.com did not answer within 5 s");
        return List.of(
                ended(waiting("recheck", StepKind.RECHECK, 0), new StepResult.Done("200 in 85 ms")),
                ended(waiting("steer/" + WWW, StepKind.STEER, 1), new StepResult.Unclear(timedOut)),
                waiting("verify/" + WWW, StepKind.VERIFY, 2),
                waiting("notify", StepKind.NOTIFY, 3));
    }

    private static StepProgress waiting(String id, StepKind kind, int stage) {
        Optional<TargetId> target = id.endsWith(WWW.value()) ? Optional.of(WWW) : Optional.empty();
        return StepProgress.waiting(new Step(new StepId(id), kind, stage, target), NOW.minusSeconds(3));
    }

    private static StepProgress ended(StepProgress waiting, StepResult result) {
        var trigger = result instanceof StepResult.Done ? StepTrigger.DONE : StepTrigger.UNCLEAR;
        return waiting.after(StepTrigger.START, NOW.minusSeconds(2), Optional.empty())
                .after(trigger, NOW.minusSeconds(1), Optional.of(result));
    }

    private static StateDraft state(RegionName active, long epoch) {
        return new StateDraft(active, epoch);
    }

    /** Gathers what differs from a quiet state. */
    private static final class StateDraft {
        private final RegionName active;
        private final long epoch;
        private Optional<RunbookRun> run = Optional.empty();
        private List<RunbookRun> past = List.of();
        private Optional<ServiceState.Pause> pause = Optional.empty();
        private Optional<ServiceState.Asked> asked = Optional.empty();
        private Map<String, Alarm> alarms = Map.of();
        private Map<TargetId, String> drift = Map.of();

        StateDraft(RegionName active, long epoch) {
            this.active = active;
            this.epoch = epoch;
        }

        StateDraft run(RunbookRun open) {
            run = Optional.of(open);
            return this;
        }

        StateDraft past(RunbookRun ended) {
            past = List.of(ended);
            return this;
        }

        StateDraft pause(ServiceState.Pause standing) {
            pause = Optional.of(standing);
            return this;
        }

        StateDraft asked(ServiceState.Asked standing) {
            asked = Optional.of(standing);
            return this;
        }

        StateDraft alarm(Alarm open) {
            alarms = Map.of(open.key(), open);
            return this;
        }

        StateDraft drift(String seen) {
            drift = Map.of(WWW, seen);
            return this;
        }

        ServiceState build() {
            return new ServiceState(
                    SHOP,
                    Optional.of(active),
                    new Epoch(epoch),
                    run,
                    past,
                    pause,
                    asked,
                    Optional.empty(),
                    Map.of(),
                    alarms,
                    drift,
                    List.of(),
                    List.of());
        }
    }
}
