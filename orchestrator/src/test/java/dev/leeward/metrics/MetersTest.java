package dev.leeward.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Decision;
import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.health.HealthPolicy;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.lag.LinkProgress;
import dev.leeward.lag.ShardProgress;
import dev.leeward.notify.ChannelStanding;
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
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MetersTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName EU = new RegionName("eu-central");
    private static final TargetId TARGET = new TargetId("rfc2136:www.example.net");
    private static final RunId RUN = new RunId("shop-1");
    private static final StepId STEER = new StepId("steer/" + TARGET);
    private static final Reason REASON = new Reason("because", List.of());

    private final Meters meters = new Meters("1.2.3");
    private long sequence;

    @Test
    void looks_are_counted_by_result_and_timed_by_phase() {
        meters.configured(topology());
        meters.observed(look("shop/us-east/http-1", new Sighting.Healthy(timings(), List.of())));
        meters.observed(look("shop/us-east/http-1", new Sighting.Failing(FailureKind.TIMED_OUT, "", timings())));
        meters.observed(look("reference/tcp-1", new Sighting.Inconclusive("no socket", timings())));
        meters.observed(look("nobody/knows/me", new Sighting.Healthy(timings(), List.of())));
        assertThat(meters.scrape())
                .contains(
                        probe("results_total", "http-1", "us-east", "result=\"healthy\",", "shop") + " 1.0",
                        probe("results_total", "http-1", "us-east", "result=\"timed_out\",", "shop") + " 1.0",
                        probe("results_total", "reference/tcp-1", "-", "result=\"inconclusive\",", "-") + " 1.0",
                        probe("results_total", "other", "-", "result=\"healthy\",", "-") + " 1.0",
                        "leeward_probe_duration_seconds_count{phase=\"connect\",probe=\"http-1\",region=\"us-east\","
                                + "service=\"shop\"} 2",
                        "leeward_probe_duration_seconds_bucket{phase=\"total\",probe=\"http-1\",region=\"us-east\","
                                + "service=\"shop\",le=\"0.05\"} 2")
                .doesNotContain("phase=\"tls\"");
    }

    @Test
    void series_of_a_service_that_is_gone_are_dropped() {
        meters.configured(topology());
        meters.observed(look("shop/us-east/http-1", new Sighting.Healthy(timings(), List.of())));
        meters.decided(SHOP, new Decision.Hold(REASON, Optional.empty()));
        assertThat(meters.scrape()).contains("service=\"shop\"");
        meters.configured(new Topology(List.of(), List.of()));
        assertThat(meters.scrape()).doesNotContain("service=\"shop\"");
    }

    @Test
    void the_state_of_a_service_is_what_the_journal_says() {
        meters.configured(topology());
        append(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all targets"));
        append(new Event.VerdictChanged(SHOP, EAST, Verdict.UNKNOWN, Verdict.UNHEALTHY, List.of()));
        append(new Event.Paused(SHOP, "ann", NOON, "work"));
        append(new Event.DriftSeen(SHOP, TARGET, "a", "b"));
        append(new Event.AlarmRaised(SHOP, new Alarm("k", Alarm.Severity.PAGE, "s")));
        assertThat(meters.scrape())
                .contains(
                        "leeward_active_region{region=\"us-east\",service=\"shop\"} 1.0",
                        "leeward_active_region{region=\"eu-central\",service=\"shop\"} 0.0",
                        "leeward_region_verdict{region=\"us-east\",service=\"shop\",verdict=\"unhealthy\"} 1.0",
                        "leeward_region_verdict{region=\"us-east\",service=\"shop\",verdict=\"unknown\"} 0.0",
                        "leeward_region_verdict{region=\"eu-central\",service=\"shop\",verdict=\"unknown\"} 1.0",
                        "leeward_paused{service=\"shop\"} 1.0",
                        "leeward_target_drift{service=\"shop\",target=\"rfc2136:www.example.net\"} 1.0",
                        "leeward_open_alarms{service=\"shop\",severity=\"page\"} 1.0",
                        "leeward_outbox_depth 1.0",
                        "leeward_journal_sequence 5.0",
                        "leeward_journal_append_seconds_count 5");
        append(new Event.Resumed(SHOP, "ann"));
        append(new Event.DriftGone(SHOP, TARGET));
        append(new Event.NoticeDelivered(5, "log", Optional.empty()));
        append(new Event.NoticeDelivered(5, "hook", Optional.of("410")));
        append(new Event.NoticeDelivered(5, Event.NoticeDelivered.EVERY_CHANNEL, Optional.empty()));
        assertThat(meters.scrape())
                .contains(
                        "leeward_paused{service=\"shop\"} 0.0",
                        "leeward_target_drift{service=\"shop\",target=\"rfc2136:www.example.net\"} 0.0",
                        "leeward_outbox_depth 0.0",
                        "leeward_notices_total{channel=\"log\",result=\"delivered\"} 1.0",
                        "leeward_notices_total{channel=\"hook\",result=\"given_up\"} 1.0")
                .doesNotContain("channel=\"*\"");
    }

    @Test
    void a_restart_shows_where_the_journal_stood() {
        meters.configured(topology());
        var event = new Event.ActiveAdopted(SHOP, EU, Epoch.NONE, "all targets");
        meters.restored(Projection.EMPTY.fold(new Entry(9, NOON, event, "h")), 9);
        assertThat(meters.scrape())
                .contains(
                        "leeward_active_region{region=\"eu-central\",service=\"shop\"} 1.0",
                        "leeward_journal_sequence 9.0");
    }

    @Test
    void runs_and_steps_are_timed_by_the_journal_and_failures_counted_by_target() {
        meters.configured(topology());
        oneRun();
        meters.unreadable(TARGET, Problem.passing(FaultCode.TIMED_OUT, "no answer"));
        assertThat(meters.scrape())
                .contains(
                        "leeward_provider_errors_total{code=\"throttled\",target=\"rfc2136:www.example.net\"} 1.0",
                        "leeward_provider_errors_total{code=\"timed_out\",target=\"rfc2136:www.example.net\"} 1.0",
                        "leeward_run_step_duration_seconds_sum{result=\"not_done\",service=\"shop\",step=\"steer\"} 1.0",
                        "leeward_run_step_duration_seconds_count{result=\"done\",service=\"shop\",step=\"steer\"} 1",
                        "leeward_run_duration_seconds_sum{ending=\"succeeded\",kind=\"failover\",service=\"shop\"} 5.0",
                        "leeward_run_open{service=\"shop\"} 0.0");
    }

    @Test
    void how_channels_stand_is_asked_for_at_each_scrape() {
        channelsStand();
        assertThat(meters.scrape())
                .contains(
                        "leeward_channel_failing{channel=\"on-call\"} 1.0",
                        "leeward_channel_failing{channel=\"log\"} 0.0",
                        "leeward_channel_waiting{channel=\"on-call\"} 3.0");
        meters.notices(Map::of);
        assertThat(meters.scrape()).doesNotContain("leeward_channel_failing{");
    }

    private void channelsStand() {
        var standings = Map.of("on-call", new ChannelStanding(3, true), "log", new ChannelStanding(0, false));
        meters.notices(() -> standings);
    }

    @Test
    void a_decision_is_counted_when_it_becomes_another_one() {
        var hold = new Decision.Hold(REASON, Optional.empty());
        meters.decided(SHOP, hold);
        meters.decided(SHOP, hold);
        meters.decided(SHOP, new Decision.FailOver(EAST, EU, REASON));
        meters.decided(SHOP, hold);
        assertThat(meters.scrape())
                .contains(
                        "leeward_decisions_total{decision=\"hold\",service=\"shop\"} 2.0",
                        "leeward_decisions_total{decision=\"fail_over\",service=\"shop\"} 1.0");
    }

    @Test
    void the_node_tells_of_itself() {
        meters.withProcess();
        meters.turned(Duration.ofMillis(2), 7);
        meters.warmedUp(true);
        meters.leads(true);
        assertThat(meters.scrape())
                .contains(
                        "leeward_build_info{java=\"" + Runtime.version() + "\",version=\"1.2.3\"} 1",
                        "leeward_loop_turn_seconds_bucket{le=\"0.0025\"} 1",
                        "leeward_inbox_depth 7.0",
                        "leeward_warmed_up 1.0",
                        "leeward_leads 1.0",
                        "jvm_threads_current");
    }

    @Test
    void what_peers_tell_is_counted_and_its_age_is_asked_for_at_each_scrape() {
        peerIsHeard();
        assertThat(meters.scrape())
                .contains(
                        "leeward_peer_looks_total{peer=\"fra\"} 1.0",
                        "leeward_peer_looks_dropped_total{peer=\"fra\",reason=\"other_check\"} 3.0",
                        "leeward_peer_evidence_age_seconds{peer=\"fra\"} 0.5");
    }

    @Test
    void a_lag_grows_while_nobody_reports_and_what_is_unknown_has_no_value() {
        meters.links(() -> List.of(behind(Duration.ofSeconds(7))), InstantSource.fixed(NOON.plusSeconds(60)));
        var labels = "{from=\"us-east\",table=\"carts\",to=\"eu-central\"}";
        assertThat(meters.scrape())
                .contains("leeward_replication_lag_seconds" + labels + " 67.0")
                .contains("leeward_replication_unapplied" + labels + " 3.0")
                .contains("leeward_replication_unknown" + labels + " 0.0");
        meters.links(
                () -> List.of(LinkEvidence.unknown(new LinkName(EAST, EU, "carts"), "a gap")),
                InstantSource.fixed(NOON));
        assertThat(meters.scrape())
                .contains("leeward_replication_unknown" + labels + " 1.0")
                .doesNotContain("leeward_replication_lag_seconds{", "leeward_replication_unapplied{");
    }

    private static LinkEvidence behind(Duration lag) {
        var shard = new ShardProgress.Behind(NOON.minus(lag), 3);
        return new LinkEvidence(new LinkProgress(EAST, EU, "carts", List.of(shard)), 10);
    }

    private void peerIsHeard() {
        var peer = new VantagePoint("fra");
        meters.heard(peer);
        meters.dropped(peer, "OTHER_CHECK", 3);
        meters.evidenceAges(() -> Map.of("fra", Duration.ofMillis(500)));
    }

    @Test
    void the_document_lists_every_metric_and_no_other() throws IOException {
        meters.configured(topology());
        oneRun();
        meters.unreadable(TARGET, Problem.passing(FaultCode.TIMED_OUT, "no answer"));
        meters.observed(look("shop/us-east/http-1", new Sighting.Healthy(timings(), List.of())));
        meters.decided(SHOP, new Decision.Hold(REASON, Optional.empty()));
        append(new Event.NoticeDelivered(1, "log", Optional.empty()));
        peerIsHeard();
        meters.signalled("alerts", "FIRING");
        meters.signalRefused("alerts", "FORGED");
        channelsStand();
        meters.links(() -> List.of(behind(Duration.ofSeconds(7))), InstantSource.fixed(NOON));
        var document = Files.readString(Path.of(System.getProperty("leeward.root"), "docs", "METRICS.md"));
        assertThat(found("(?m)^# TYPE (leeward_\\w+) ", meters.scrape()))
                .isEqualTo(found("(?m)^\\| `(leeward_\\w+)` ", document));
        // What the alerts ask for exists.
        var listed = found("(?m)^\\| `(leeward_\\w+)` ", document);
        var asked = found("\\b(leeward_\\w+?)(?:_bucket)?\\b", document.substring(document.indexOf("## Alerts")));
        assertThat(listed).containsAll(asked);
    }

    private void oneRun() {
        append(new Event.RunStarted(
                SHOP,
                RUN,
                RunKind.FAILOVER,
                EAST,
                EU,
                new Epoch(1),
                true,
                Set.of(),
                Optional.empty(),
                REASON,
                List.of(new Step(STEER, StepKind.STEER, 1, Optional.of(TARGET)))));
        append(new Event.StepStarted(SHOP, RUN, STEER, 1));
        var throttled = Problem.passing(FaultCode.THROTTLED, "slow down");
        append(new Event.StepEnded(SHOP, RUN, STEER, 1, new StepResult.NotDone(throttled)));
        append(new Event.StepStarted(SHOP, RUN, STEER, 2));
        append(new Event.StepEnded(SHOP, RUN, STEER, 2, new StepResult.Done("ok")));
        append(new Event.RunEnded(SHOP, RUN, Ending.SUCCEEDED, "moved", Map.of()));
    }

    private static Set<String> found(String pattern, String text) {
        var names = new TreeSet<String>();
        var matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) names.add(matcher.group(1));
        return names;
    }

    private void append(Event event) {
        sequence++;
        meters.appended(List.of(new Entry(sequence, NOON.plusSeconds(sequence), event, "h")), Duration.ofMillis(1));
    }

    private static String probe(String metric, String probe, String region, String result, String service) {
        return "leeward_probe_%s{probe=\"%s\",region=\"%s\",%sservice=\"%s\"}"
                .formatted(metric, probe, region, result, service);
    }

    private static Observation look(String probe, Sighting sighting) {
        return new Observation(new ProbeId(probe), new VantagePoint("node-a"), NOON, NOON.plusMillis(30), sighting);
    }

    private static PhaseTimings timings() {
        var none = Duration.ZERO;
        return new PhaseTimings(none, Duration.ofMillis(3), none, none, none, Duration.ofMillis(30));
    }

    private static Topology topology() {
        var service = new Service(
                SHOP,
                List.of(region(EAST, "192.0.2.1"), region(EU, "198.51.100.1")),
                HealthPolicy.defaults(),
                FailoverPolicy.defaults(),
                FailbackPolicy.defaults(),
                List.of(TARGET),
                Duration.ofMinutes(5));
        return new Topology(List.of(service), List.of(look("reference/tcp-1")));
    }

    private static Region region(RegionName name, String address) {
        return new Region(name, Endpoints.of(RecordType.A, address), List.of(look("shop/" + name + "/http-1")));
    }

    private static Probe look(String id) {
        var check = new Check.Tcp("192.0.2.1", 80);
        return new Probe(new ProbeId(id), check, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(1));
    }
}
