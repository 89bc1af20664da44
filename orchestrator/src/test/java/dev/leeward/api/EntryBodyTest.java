package dev.leeward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.Lengths;
import dev.leeward.decision.Alarm;
import dev.leeward.decision.OfflineRecord;
import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Epoch;
import dev.leeward.testkit.ShopViews;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every kind of event has a name, a sentence and details outside. */
final class EntryBodyTest {
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final RunId RUN = new RunId("shop-7");
    private static final StepId STEER = new StepId("steer/linode-dns:www.example.com");
    private static final Proposal FAILOVER = new Proposal(RunKind.FAILOVER, ShopViews.US_EAST, ShopViews.EU_CENTRAL);
    private static final Reason REASON =
            new Reason("us-east is down.", List.of(RuleCheck.blocks(Rule.DWELL, "4 min ago", "6 min more")));
    private static final Problem TIMED_OUT = Problem.passing(FaultCode.TIMED_OUT, "no answer within 5 s");
    private static final Step STEP = new Step(STEER, StepKind.STEER, 1, Optional.of(ShopViews.WWW));
    private static final Order.Move MOVE = new Order.Move(
            SHOP, "alice", RunKind.FAILOVER, Optional.of(ShopViews.EU_CENTRAL), Set.of(Rule.DWELL), "flood");

    @Test
    void every_event_reads_as_a_sentence() {
        var sentences = all().stream().map(event -> body(event).sentence()).toList();
        assertThat(sentences)
                .contains(
                        "us-east is unhealthy, was healthy: http-1: refused",
                        "order accepted: failover to eu-central, overriding dwell by alice (flood)",
                        "order refused: pause for 2 h by alice (upgrade): us-east is down.",
                        "run shop-7: failover from us-east to eu-central, automatic: us-east is down.",
                        "step steer/linode-dns:www.example.com unclear: TIMED_OUT: no answer within 5 s",
                        "run shop-7 succeeded: moved (rto 1.1 s)",
                        "page: nobody is ready",
                        "linode-dns:www.example.com answers A 203.0.113.9 instead of A 192.0.2.1")
                .doesNotHaveDuplicates();
    }

    @Test
    void every_event_has_a_kind_of_its_own() {
        var tested = new HashSet<Class<?>>();
        var kinds = new HashSet<String>();
        for (var event : all()) {
            tested.add(event.getClass());
            kinds.add(body(event).kind());
        }
        var events = Arrays.stream(Event.class.getPermittedSubclasses())
                .flatMap(type -> type.isInterface()
                        ? Arrays.stream(type.getPermittedSubclasses())
                        : Arrays.stream(new Class<?>[] {type}))
                .toList();
        assertThat(tested).containsAll(events);
        assertThat(kinds).hasSameSizeAs(tested);
    }

    @Test
    void details_survive_being_written_and_read() {
        for (var event : all()) {
            var body = body(event);
            var again = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(body), EntryBody.class);
            assertThat(Json.MAPPER.valueToTree(again).toString())
                    .isEqualTo(Json.MAPPER.valueToTree(body).toString());
        }
        var run = Json.MAPPER.valueToTree(body(started()).details());
        assertThat(run.at("/rules/0/wouldChange").asString()).isEqualTo("6 min more");
        assertThat(run.at("/steps/0").asString()).isEqualTo(STEER.value());
    }

    @Test
    void lengths_are_read_as_people_write_them_and_nothing_else_is() {
        assertThat(Lengths.parse("1h30m")).hasValue(Duration.ofMinutes(90));
        assertThat(Lengths.parse("500ms")).hasValue(Duration.ofMillis(500));
        assertThat(Lengths.parse("PT2H")).hasValue(Duration.ofHours(2));
        for (var text : List.of("", "0s", "2", "h", "-1h", "1h-30m", "PT", "2 h", "99999999999h", "PT-1S")) {
            assertThat(Lengths.parse(text)).as(text).isEmpty();
        }
    }

    private static EntryBody body(Event event) {
        return EntryBody.of(new Entry(1, ShopViews.NOW, event, "0".repeat(64)));
    }

    private static Event.RunStarted started() {
        return new Event.RunStarted(
                SHOP,
                RUN,
                RunKind.FAILOVER,
                ShopViews.US_EAST,
                ShopViews.EU_CENTRAL,
                new Epoch(7),
                true,
                Set.of(),
                Optional.of(ShopViews.NOW),
                REASON,
                List.of(STEP));
    }

    private static final OfflineRecord OFFLINE = new OfflineRecord(
            "ab12", 345, "cd34", 2_001, Optional.of(ShopViews.EU_CENTRAL), "run shop-2001 succeeded", List.of("{}"));

    private static List<Event> all() {
        return List.of(
                new Event.NodeStarted("node-1", "0.1.0"),
                new Event.ConfigurationApplied("0123456789abcdef", List.of(SHOP)),
                new Event.ConfigurationRefused("0123456789abcdef", List.of("leeward.yaml:3:5: unknown key")),
                new Event.ActiveAdopted(SHOP, ShopViews.US_EAST, new Epoch(6), "all targets answer it"),
                new Event.VerdictChanged(
                        SHOP, ShopViews.US_EAST, Verdict.HEALTHY, Verdict.UNHEALTHY, List.of("http-1: refused")),
                new Event.OrderAccepted(SHOP, MOVE),
                new Event.OrderAccepted(SHOP, new Order.Approve(SHOP, "alice")),
                new Event.OrderAccepted(SHOP, new Order.Resume(SHOP, "alice")),
                new Event.OrderRefused(SHOP, new Order.Pause(SHOP, "alice", Duration.ofHours(2), "upgrade"), REASON),
                new Event.ApprovalAsked(SHOP, FAILOVER, REASON),
                new Event.ApprovalLapsed(SHOP, FAILOVER, "us-east recovered"),
                new Event.WouldHaveMoved(SHOP, FAILOVER, REASON),
                new Event.ShadowEnded(SHOP),
                started(),
                new Event.StepStarted(SHOP, RUN, STEER, 2),
                new Event.StepEnded(SHOP, RUN, STEER, 2, new StepResult.Done("updated")),
                new Event.StepEnded(SHOP, RUN, STEER, 2, new StepResult.NotDone(TIMED_OUT)),
                new Event.StepEnded(SHOP, RUN, STEER, 2, new StepResult.Unclear(TIMED_OUT)),
                new Event.StepWaived(SHOP, RUN, STEER, TIMED_OUT),
                new Event.StepGivenUp(SHOP, RUN, STEER, TIMED_OUT),
                new Event.TakingBack(SHOP, RUN, "the target failed", List.of(STEP)),
                new Event.RunEnded(SHOP, RUN, Ending.SUCCEEDED, "moved", Map.of("rto", "1.1 s")),
                new Event.Paused(SHOP, "alice", ShopViews.NOW, "upgrade"),
                new Event.Resumed(SHOP, "expiry"),
                new Event.OrderAccepted(SHOP, new Order.BringIn(SHOP, "alice", OFFLINE)),
                new Event.GlassBroken(SHOP, "alice", "etcd is lost", new Epoch(2_000), 345, Optional.of(ShopViews.NOW)),
                new Event.BroughtIn(SHOP, "alice", OFFLINE.id(), new Epoch(2_001), OFFLINE.active(), OFFLINE.summary()),
                new Event.AlarmRaised(SHOP, new Alarm("no-region-ready", Alarm.Severity.PAGE, "nobody is ready")),
                new Event.AlarmCleared(SHOP, "no-region-ready"),
                new Event.DriftSeen(SHOP, ShopViews.WWW, "A 192.0.2.1", "A 203.0.113.9"),
                new Event.DriftGone(SHOP, ShopViews.WWW),
                new Event.NoticeDelivered(7, "webhook", Optional.empty()),
                new Event.NoticeDelivered(8, "webhook", Optional.of("no answer")),
                new Event.NoticeDelivered(9, Event.NoticeDelivered.EVERY_CHANNEL, Optional.empty()));
    }
}
