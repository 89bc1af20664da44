package dev.leeward.steering.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dns.Recursor;
import dev.leeward.dns.ServerPlace;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Addresses here, an alias there, and several addresses at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AliasTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CDN = "shop.cdn.example.org";
    private static final Map<RegionName, Endpoints> REGIONS = Map.of(
            ActuatorRig.HOME,
            Endpoints.of(RecordType.A, "192.0.2.1", "192.0.2.2"),
            ActuatorRig.AWAY,
            Endpoints.of(RecordType.CNAME, CDN),
            ActuatorRig.THIRD,
            Endpoints.of(RecordType.A, "203.0.113.1", "203.0.113.2", "203.0.113.3"));

    private final BindServer bind;

    AliasTest(@TempDir Path folder) {
        bind = BindServer.primary(
                folder,
                BindZone.of("example.net")
                        .with(
                                "www 300 IN A 192.0.2.1",
                                "www 300 IN A 192.0.2.2",
                                "mixed 300 IN A 192.0.2.1",
                                "mixed 300 IN A 192.0.2.2",
                                "mixed 300 IN TXT \"a note\"",
                                "late 300 IN A 192.0.2.1",
                                "late 300 IN A 192.0.2.2",
                                "@ 300 IN A 192.0.2.1",
                                "@ 300 IN A 192.0.2.2"));
    }

    @AfterAll
    void stop() {
        bind.close();
    }

    @Test
    void addresses_become_an_alias_and_addresses_again() {
        Actuator actuator = actuator("www");
        assertMoves(actuator, order(ActuatorRig.AWAY, 1));
        assertThat(bind.answer("www.example.net", "CNAME")).containsExactly(CDN);
        assertThat(bind.answer("www.example.net", "A")).containsExactly(CDN);
        assertMoves(actuator, order(ActuatorRig.THIRD, 2));
        assertThat(bind.answer("www.example.net", "A")).containsExactly("203.0.113.1", "203.0.113.2", "203.0.113.3");
        assertThat(bind.answer("www.example.net", "CNAME")).isEmpty();
    }

    @Test
    void an_alias_is_not_planned_beside_other_records() {
        Planned planned = actuator("mixed").plan(order(ActuatorRig.AWAY, 1), LIMIT);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.UNSAFE);
        assertThat(((Planned.Refused) planned).problem().sentence()).contains("TXT");
    }

    @Test
    void a_record_that_came_after_the_plan_keeps_the_alias_away_and_the_addresses_there() {
        Actuator actuator = actuator("late");
        SteeringPlan plan = plan(actuator, order(ActuatorRig.AWAY, 1));
        bind.update("add late.example.net 300 TXT note");
        assertThat(actuator.apply(plan, LIMIT)).isInstanceOf(Outcome.Untouched.class);
        assertThat(bind.answer("late.example.net", "A")).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void the_zone_itself_is_steered_but_never_to_an_alias() {
        Actuator actuator = actuator("@");
        assertMoves(actuator, order(ActuatorRig.THIRD, 1));
        assertThat(bind.answer("example.net", "A")).hasSize(3);
        assertThat(bind.answer("example.net", "NS")).isNotEmpty();
        Planned planned = actuator.plan(order(ActuatorRig.AWAY, 2), LIMIT);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.MISCONFIGURED);
    }

    private static void assertMoves(Actuator actuator, SteeringOrder order) {
        assertThat(actuator.apply(plan(actuator, order), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(actuator.plan(order, LIMIT)).isInstanceOf(Planned.InPlace.class);
        assertThat(actuator.verify(order, LIMIT)).isInstanceOf(Verification.Proven.class);
    }

    private static SteeringPlan plan(Actuator actuator, SteeringOrder order) {
        return ((Planned.Ready) actuator.plan(order, LIMIT)).plan();
    }

    private static SteeringOrder order(RegionName to, long epoch) {
        return new SteeringOrder(ActuatorRig.SERVICE, to, REGIONS, TtlChoice.MOVING, new Epoch(epoch), "run-" + epoch);
    }

    private Actuator actuator(String record) {
        var place = ServerPlace.parse(bind.hostAndPort());
        var settings = AuthoritySettings.defaults().withServers(List.of(place));
        var target = new Rfc2136Target(place, "example.net", record, BindRig.STEADY, BindRig.MOVING, BindRig.key());
        return new Rfc2136Actuator(
                target, new DelegationAuthority(settings), new Recursor(List.of(), settings.patience()));
    }
}
