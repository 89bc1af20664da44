package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.route53.HostedZone;
import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Planned;
import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorRig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailoverRoutingTest extends ActuatorContract {
    @Override
    protected ActuatorRig newRig() {
        return new Route53Rig(
                RecordLayout.FAILOVER,
                Map.of(
                        ActuatorRig.HOME,
                        Endpoints.of(RecordType.A, "192.0.2.1", "192.0.2.2"),
                        ActuatorRig.AWAY,
                        Endpoints.of(RecordType.A, "198.51.100.1")));
    }

    @Test
    void the_roles_are_swapped_and_the_health_checks_stay() {
        move(ActuatorRig.AWAY, 1);
        assertThat(zone().at(Route53Rig.NAME))
                .extracting(set -> set.policy() + " " + set.healthCheck().orElse("none"))
                .containsExactlyInAnyOrder(
                        "Failover[identifier=eu-central-set, role=PRIMARY] check-of-eu-central",
                        "Failover[identifier=us-east-set, role=SECONDARY] check-of-us-east");
    }

    @Test
    void a_region_without_a_health_check_is_refused_before_it_is_tried() {
        RecordSet.Policy policy = new RecordSet.Failover("eu-central-set", "SECONDARY");
        RecordSet set = RecordSet.simple(Route53Rig.NAME, "A", 60, "198.51.100.1");
        zone().put(new RecordSet(set.name(), "A", policy, set.content(), Optional.empty()));
        Planned planned = rig().actuator().plan(order(ActuatorRig.AWAY, 1), rig().limit());
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.MISCONFIGURED);
        assertThat(rig().actuator().preflight(rig().limit()))
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .extracting(Finding::sentence)
                .containsExactly(
                        "www.example.com A 'eu-central-set' has no health check, without which it cannot become PRIMARY");
    }

    private HostedZone zone() {
        return ((Route53Rig) rig()).zone;
    }
}
