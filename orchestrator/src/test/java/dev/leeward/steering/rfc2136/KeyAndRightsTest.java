package dev.leeward.steering.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dns.Recursor;
import dev.leeward.dns.ServerPlace;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.Verification;
import dev.leeward.steering.authority.AuthoritySettings;
import dev.leeward.steering.authority.DelegationAuthority;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.BindServer;
import dev.leeward.testkit.BindZone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What one real name server says to keys, clocks and rights, and how that reaches people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyAndRightsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GRANT = "grant " + BindZone.KEY_NAME + " name ";

    private final BindServer bind;

    KeyAndRightsTest(@TempDir Path folder) {
        bind = BindServer.primary(
                folder,
                BindZone.of("example.net")
                        .with(
                                "www 300 IN A 192.0.2.1",
                                "granted 300 IN A 192.0.2.1",
                                "no-epoch 300 IN A 192.0.2.1",
                                "no-record 300 IN A 192.0.2.1",
                                "*.wild 300 IN A 192.0.2.1",
                                "slow 86400 IN A 192.0.2.1",
                                "noted 300 IN A 192.0.2.1",
                                "_leeward.noted 300 IN TXT \"somebody else's\"")
                        .granting(
                                GRANT + "granted.example.net. A AAAA",
                                GRANT + "_leeward.granted.example.net. TXT",
                                GRANT + "no-epoch.example.net. A AAAA",
                                GRANT + "_leeward.no-record.example.net. TXT",
                                "grant " + BindZone.KEY_NAME + " subdomain wild.example.net. ANY"));
    }

    @AfterAll
    void stop() {
        bind.close();
    }

    @Test
    void the_least_rights_are_enough() {
        Actuator actuator = actuator("granted", BindRig.key());
        assertThat(actuator.preflight(LIMIT)).isEmpty();
        assertThat(actuator.apply(plan(actuator, order()), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(bind.answer("granted.example.net", "A")).containsExactly("198.51.100.1");
    }

    @Test
    void a_missing_right_is_found_before_a_run_needs_it_and_nothing_changes() {
        long serial = bind.serial();
        for (String record : List.of("no-epoch", "no-record")) {
            Actuator actuator = actuator(record, BindRig.key());
            assertThat(actuator.preflight(LIMIT))
                    .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                    .extracting(Finding::code)
                    .containsExactly(FaultCode.FORBIDDEN);
            Outcome outcome = actuator.apply(plan(actuator, order()), LIMIT);
            assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
            assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.FORBIDDEN);
        }
        assertThat(bind.serial()).isEqualTo(serial);
    }

    @Test
    void a_wrong_secret_and_an_unknown_key_are_told_apart() {
        var wrong = new TsigKey(BindZone.KEY_NAME, TsigAlgorithm.HMAC_SHA256, () -> "d3Jvbmc=");
        var unknown = new TsigKey("other-key", TsigAlgorithm.HMAC_SHA256, () -> BindZone.KEY_SECRET);
        assertUnauthenticated(actuator("www", wrong), "BADSIG");
        assertUnauthenticated(actuator("www", unknown), "BADKEY");
    }

    @Test
    void a_wrong_clock_is_named() {
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        assertUnauthenticated(actuator("www", BindRig.key(), fast), "clocks differ");
    }

    @Test
    void a_secret_that_is_no_base64_is_a_matter_of_configuration() {
        var broken = new TsigKey(BindZone.KEY_NAME, TsigAlgorithm.HMAC_SHA256, () -> "not base64!");
        Reading reading = actuator("www", broken).read(LIMIT);
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).problem().code()).isEqualTo(FaultCode.MISCONFIGURED);
        assertThat(((Reading.Unreadable) reading).problem().sentence()).doesNotContain("not base64!");
    }

    @Test
    void a_wildcard_is_not_taken_for_a_record_of_its_own() {
        Actuator actuator = actuator("shop.wild", BindRig.key());
        assertThat(actuator.preflight(LIMIT)).extracting(Finding::code).containsExactly(FaultCode.AMBIGUOUS);
        Outcome outcome = actuator.apply(plan(actuator, order()), LIMIT);
        assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.CONFLICT);
    }

    @Test
    void a_long_ttl_is_warned_of() {
        assertThat(actuator("slow", BindRig.key()).preflight(LIMIT))
                .filteredOn(finding -> finding.severity() == Finding.Severity.WARNING)
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("86400 s"));
    }

    @Test
    void somebody_elses_text_at_the_epochs_name_is_left_alone() {
        Planned planned = actuator("noted", BindRig.key()).plan(order(), LIMIT);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.FOREIGN);
    }

    @Test
    void a_zone_that_the_server_does_not_have_is_said_to_be_missing() {
        var target = new Rfc2136Target(place(), "example.org", "www", BindRig.STEADY, BindRig.MOVING, BindRig.key());
        Reading reading = actuator(target, Clock.systemUTC()).read(LIMIT);
        assertThat(((Reading.Unreadable) reading).problem().code()).isIn(FaultCode.FORBIDDEN, FaultCode.NOT_FOUND);
        assertThat(((Reading.Unreadable) reading).problem().sentence()).contains("example.org");
    }

    @Test
    void the_change_is_proven_by_the_one_server_there_is() {
        Actuator actuator = actuator("www", BindRig.key());
        var home = new SteeringOrder(
                ActuatorRig.SERVICE, ActuatorRig.HOME, order().endpoints(), TtlChoice.STEADY, new Epoch(1), "run-1");
        assertThat(actuator.verify(home, LIMIT)).isInstanceOf(Verification.Proven.class);
    }

    private void assertUnauthenticated(Actuator actuator, String words) {
        var good = actuator("www", BindRig.key());
        SteeringPlan plan = plan(good, order());
        Outcome outcome = actuator.apply(plan, LIMIT);
        assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
        assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.UNAUTHENTICATED);
        assertThat(((Outcome.Untouched) outcome).problem().sentence())
                .contains(words)
                .doesNotContain(BindZone.KEY_SECRET);
        assertThat(actuator.preflight(LIMIT)).extracting(Finding::code).containsExactly(FaultCode.UNAUTHENTICATED);
        assertThat(bind.answer("www.example.net", "A")).containsExactly("192.0.2.1");
    }

    private static SteeringPlan plan(Actuator actuator, SteeringOrder order) {
        return ((Planned.Ready) actuator.plan(order, LIMIT)).plan();
    }

    private static SteeringOrder order() {
        var endpoints = Map.of(
                ActuatorRig.HOME,
                Endpoints.of(RecordType.A, "192.0.2.1"),
                ActuatorRig.AWAY,
                Endpoints.of(RecordType.A, "198.51.100.1"));
        return new SteeringOrder(
                ActuatorRig.SERVICE, ActuatorRig.AWAY, endpoints, TtlChoice.MOVING, new Epoch(1), "run-1");
    }

    private ServerPlace place() {
        return ServerPlace.parse(bind.hostAndPort());
    }

    private Actuator actuator(String record, TsigKey key) {
        return actuator(record, key, Clock.systemUTC());
    }

    private Actuator actuator(String record, TsigKey key, Clock clock) {
        return actuator(new Rfc2136Target(place(), "example.net", record, BindRig.STEADY, BindRig.MOVING, key), clock);
    }

    private Actuator actuator(Rfc2136Target target, Clock clock) {
        var settings = AuthoritySettings.defaults().withServers(List.of(place()));
        var recursor = new Recursor(List.of(), settings.patience());
        return new Rfc2136Actuator(target, new DelegationAuthority(settings), recursor, clock);
    }
}
