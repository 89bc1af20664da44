package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.emulator.route53.HostedZone;
import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.emulator.route53.Route53Emulator;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Finding.Severity;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Odd zones, odd names, odd settings. */
final class Route53PreflightTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RegionName US = new RegionName("us-east");
    private static final RegionName EU = new RegionName("eu-central");
    private static final Endpoints US_ADDRESS = Endpoints.of(RecordType.A, "192.0.2.1");
    private static final Endpoints EU_ADDRESS = Endpoints.of(RecordType.A, "198.51.100.1");

    private Route53Emulator emulator;

    @SuppressWarnings("NullAway.Init") // JUnit starts the emulator before each test.
    Route53PreflightTest() {}

    @BeforeEach
    void start() throws IOException {
        emulator = Route53Emulator.start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void the_first_warning_is_what_this_mode_depends_on() {
        zone().put(RecordSet.simple("www.example.com", "A", 60, "192.0.2.1"));
        assertThat(findings(target("www.example.com", new Routing.Simple())))
                .hasSize(1)
                .allMatch(finding -> finding.severity() == Severity.WARNING && finding.code() == FaultCode.UNAVAILABLE)
                .allMatch(finding -> finding.sentence().contains("us-east-1"));
    }

    @Test
    void a_zone_that_does_not_exist_is_an_error() {
        assertThat(errors(target("www.example.com", new Routing.Simple())))
                .extracting(Finding::code)
                .containsExactly(FaultCode.NOT_FOUND);
    }

    @Test
    void a_name_outside_the_zone_is_an_error() {
        zone();
        assertThat(errors(target("www.example.org", new Routing.Simple())))
                .extracting(Finding::sentence)
                .containsExactly("www.example.org does not lie in zone Z1, example.com.");
    }

    @Test
    void a_name_that_is_missing_and_one_with_a_long_ttl_are_warned_of() {
        var zone = zone();
        assertThat(findings(target("www.example.com", new Routing.Simple())))
                .extracting(Finding::code)
                .containsExactly(FaultCode.UNAVAILABLE, FaultCode.NOT_FOUND);
        zone.put(RecordSet.simple("www.example.com", "A", 3_600, "192.0.2.1"));
        assertThat(findings(target("www.example.com", new Routing.Simple())))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("TTL of 3600 s, longer than the configured 60 s"));
    }

    @Test
    void another_layout_than_the_configured_one_is_an_error_and_refused() {
        zone().put(RecordSet.weighted("www.example.com", "A", "us", 255, 60, "192.0.2.1"));
        var simple = target("www.example.com", new Routing.Simple());
        assertThat(errors(simple)).extracting(Finding::code).containsExactly(FaultCode.MISCONFIGURED);
        assertThat(refusal(simple, US_ADDRESS, EU_ADDRESS).sentence())
                .contains("has weighted routing, the configuration says simple");
    }

    @Test
    void answers_that_depend_on_who_asks_cannot_be_read() {
        var latency = new RecordSet.Other("us", "Region", "us-east-1");
        RecordSet set = RecordSet.simple("www.example.com", "A", 60, "192.0.2.1");
        zone().put(new RecordSet(set.name(), "A", latency, set.content(), Optional.empty()));
        try (Actuator actuator = actuator(target("www.example.com", new Routing.Simple()))) {
            Reading reading = actuator.read(LIMIT);
            assertThat(((Reading.Unreadable) reading).problem().code()).isEqualTo(FaultCode.AMBIGUOUS);
        }
    }

    @Test
    void weights_of_nothing_but_zero_are_an_error_and_read_as_what_they_answer() {
        var zone = zone();
        zone.put(RecordSet.weighted("www.example.com", "A", "us", 0, 60, "192.0.2.1"));
        zone.put(RecordSet.weighted("www.example.com", "A", "eu", 0, 60, "198.51.100.1"));
        var target = target("www.example.com", new Routing.Weighted(Map.of(US, "us", EU, "eu")));
        assertThat(errors(target)).extracting(Finding::code).containsExactly(FaultCode.UNSAFE);
        try (Actuator actuator = actuator(target)) {
            var found = (Reading.Found) actuator.read(LIMIT);
            assertThat(found.values().get(RecordType.A)).containsExactly("192.0.2.1", "198.51.100.1");
        }
    }

    @Test
    void a_wildcard_moves_although_it_is_spelt_differently_on_the_wire() {
        var zone = zone();
        zone.put(RecordSet.simple("*.example.com", "A", 60, "192.0.2.1"));
        move(target("*.example.com", new Routing.Simple()), US_ADDRESS, EU_ADDRESS);
        assertThat(zone.at("*.example.com")).hasSize(1).first().asString().contains("198.51.100.1");
        assertThat(zone.at("_leeward.*.example.com")).hasSize(1);
    }

    @Test
    void the_apex_moves_beside_its_other_records() {
        var zone = zone();
        zone.put(RecordSet.simple("example.com", "A", 60, "192.0.2.1"));
        zone.put(RecordSet.simple("example.com", "MX", 60, "10 mail.example.com."));
        move(target("example.com", new Routing.Simple()), US_ADDRESS, EU_ADDRESS);
        assertThat(zone.at("example.com")).extracting(RecordSet::type).containsExactly("A", "MX", "NS", "SOA");
    }

    @Test
    void a_cname_at_the_apex_is_refused_by_route_53_and_said_so() {
        zone().put(RecordSet.simple("example.com", "A", 60, "192.0.2.1"));
        var cname = Endpoints.of(RecordType.CNAME, "shop.example.org");
        try (Actuator actuator = actuator(target("example.com", new Routing.Simple()))) {
            var planned = (Planned.Ready) actuator.plan(order(US_ADDRESS, cname), LIMIT);
            Outcome outcome = actuator.apply(planned.plan(), LIMIT);
            Problem problem = ((Outcome.Untouched) outcome).problem();
            assertThat(problem.code()).isEqualTo(FaultCode.REJECTED);
            assertThat(problem.sentence()).contains("not permitted at apex");
        }
    }

    @Test
    void sets_that_come_in_pages_and_names_in_between_are_all_read() {
        var zone = zone();
        emulator.pageSize(2);
        var regions = Map.of(US, "us", EU, "eu");
        for (String type : List.of("A", "AAAA")) {
            boolean v6 = type.equals("AAAA");
            zone.put(RecordSet.weighted("www.example.com", type, "us", 255, 60, v6 ? "2001:DB8:0::1" : "192.0.2.1"));
            zone.put(RecordSet.weighted("www.example.com", type, "eu", 0, 60, v6 ? "2001:db8::2" : "198.51.100.1"));
        }
        for (int i = 0; i < 9; i++) zone.put(RecordSet.simple(i + ".www.example.com", "A", 60, "192.0.2.9"));
        zone.put(RecordSet.simple("_leeward.www.example.com", "TXT", 60, "\"v=leeward1 epoch=3 op=x\""));
        try (Actuator actuator = actuator(target("www.example.com", new Routing.Weighted(regions)))) {
            var found = (Reading.Found) actuator.read(LIMIT);
            assertThat(found.values().get(RecordType.A)).containsExactly("192.0.2.1");
            assertThat(found.values().get(RecordType.AAAA)).containsExactly("2001:db8::1");
            assertThat(found.epoch()).isEqualTo(new Epoch(3));
        }
    }

    @Test
    void aliases_are_moved_and_read_as_what_they_stand_for() {
        var zone = zone();
        zone.put(new RecordSet(
                "www.example.com",
                "A",
                new RecordSet.Simple(),
                new RecordSet.Alias("ZLB", "us-lb.example.net", true),
                Optional.empty()));
        var target = new Route53Target(
                "/hostedzone/Z1",
                "www.example.com",
                new Routing.Simple(),
                Map.of(
                        US,
                        new AliasTarget("ZLB", "US-LB.example.net.", true, US_ADDRESS),
                        EU,
                        new AliasTarget("ZLB", "eu-lb.example.net", true, EU_ADDRESS)),
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                Optional.of(emulator.endpoint()),
                credentials());
        move(target, US_ADDRESS, EU_ADDRESS);
        assertThat(zone.at("www.example.com"))
                .extracting(RecordSet::content)
                .containsExactly(new RecordSet.Alias("ZLB", "eu-lb.example.net", true));
        try (Actuator actuator = actuator(target)) {
            var found = (Reading.Found) actuator.read(LIMIT);
            assertThat(found.answers(EU_ADDRESS)).isTrue();
            assertThat(found.ttl()).isEmpty();
        }
        assertThat(refusal(target, US_ADDRESS, Endpoints.of(RecordType.A, "198.51.100.2"))
                        .code())
                .isEqualTo(FaultCode.FOREIGN);
    }

    @Test
    void a_change_larger_than_a_batch_may_be_is_refused_before_it_is_sent() {
        String[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> "10.0.%d.%d".formatted(i / 250, i % 250))
                .toArray(String[]::new);
        zone().put(RecordSet.simple("www.example.com", "A", 60, "192.0.2.1"));
        Problem problem =
                refusal(target("www.example.com", new Routing.Simple()), US_ADDRESS, Endpoints.of(RecordType.A, many));
        assertThat(problem.code()).isEqualTo(FaultCode.EXHAUSTED);
    }

    @Test
    void settings_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> new Routing.Failover(Map.of(US, "us")))
                .hasMessageContaining("between two regions, not 1");
        assertThatThrownBy(() -> new Routing.Weighted(Map.of(US, "same", EU, "same")))
                .hasMessageContaining("same set identifier");
        assertThatThrownBy(() -> new AliasTarget("Z", "a.example", true, Endpoints.of(RecordType.CNAME, "b.example")))
                .hasMessageContaining("not for a CNAME");
        assertThatThrownBy(() -> new Route53Target(
                        "Z1",
                        "www.example.com",
                        new Routing.Simple(),
                        Map.of(),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        credentials()))
                .hasMessageContaining("longer than the TTL");
    }

    @Test
    void the_secret_key_is_not_printed() {
        assertThat(target("www.example.com", new Routing.Simple()).toString())
                .isEqualTo("route53:www.example.com in zone Z1")
                .doesNotContain("not-a-secret");
    }

    private HostedZone zone() {
        return emulator.addZone("Z1", "example.com");
    }

    private void move(Route53Target target, Endpoints from, Endpoints to) {
        try (Actuator actuator = actuator(target)) {
            Planned planned = actuator.plan(order(from, to), LIMIT);
            assertThat(planned).isInstanceOf(Planned.Ready.class);
            assertThat(actuator.apply(((Planned.Ready) planned).plan(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        }
    }

    private Problem refusal(Route53Target target, Endpoints from, Endpoints to) {
        try (Actuator actuator = actuator(target)) {
            Planned planned = actuator.plan(order(from, to), LIMIT);
            assertThat(planned).isInstanceOf(Planned.Refused.class);
            return ((Planned.Refused) planned).problem();
        }
    }

    private List<Finding> findings(Route53Target target) {
        try (Actuator actuator = actuator(target)) {
            return actuator.preflight(LIMIT);
        }
    }

    private List<Finding> errors(Route53Target target) {
        return findings(target).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    private static Actuator actuator(Route53Target target) {
        return new Route53Actuator(target, new SnapshotAuthority(), new CallPace(1_000, 1_000, Ticker.SYSTEM));
    }

    private static SteeringOrder order(Endpoints from, Endpoints to) {
        return new SteeringOrder(
                new ServiceName("shop"), EU, Map.of(US, from, EU, to), TtlChoice.MOVING, new Epoch(1), "run-1");
    }

    private Route53Target target(String record, Routing routing) {
        return new Route53Target(
                "Z1",
                record,
                routing,
                Map.of(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                Optional.of(emulator.endpoint()),
                credentials());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret"));
    }
}
