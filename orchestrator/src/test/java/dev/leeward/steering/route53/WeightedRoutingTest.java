package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.route53.HostedZone;
import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Planned;
import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorRig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WeightedRoutingTest extends ActuatorContract {
    @Override
    protected ActuatorRig newRig() {
        return new Route53Rig(RecordLayout.WEIGHTED);
    }

    @Test
    void every_region_keeps_its_set_and_one_of_them_weighs_everything() {
        move(ActuatorRig.AWAY, 1);
        assertThat(weights("A")).containsExactlyInAnyOrder("us-east-set=0", "eu-central-set=255", "ap-south-set=0");
    }

    @Test
    void a_type_that_the_active_region_lacks_is_gone_since_weights_of_zero_only_would_be_answered() {
        move(ActuatorRig.THIRD, 1);
        assertThat(weights("AAAA")).isEmpty();
        assertThat(weights("A")).contains("ap-south-set=255");
    }

    @Test
    void a_set_of_no_region_is_foreign_even_when_it_weighs_nothing() {
        zone().put(RecordSet.weighted(Route53Rig.NAME, "A", "canary", 0, 60, "192.0.2.77"));
        Planned planned = rig().actuator().plan(order(ActuatorRig.AWAY, 1), rig().limit());
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.FOREIGN);
        assertThat(((Planned.Refused) planned).problem().sentence()).contains("'canary'");
    }

    @Test
    void health_checks_stay_with_their_region() {
        RecordSet plain = RecordSet.weighted(Route53Rig.NAME, "A", "us-east-set", 255, 60, "192.0.2.1");
        zone().put(new RecordSet(plain.name(), "A", plain.policy(), plain.content(), Optional.of("check-1")));
        move(ActuatorRig.AWAY, 1);
        assertThat(zone().at(Route53Rig.NAME))
                .filteredOn(set -> set.policy().identifier().equals("us-east-set")
                        && set.type().equals("A"))
                .extracting(RecordSet::healthCheck)
                .containsExactly(Optional.of("check-1"));
    }

    private HostedZone zone() {
        return ((Route53Rig) rig()).zone;
    }

    private List<String> weights(String type) {
        return zone().at(Route53Rig.NAME).stream()
                .filter(set -> set.type().equals(type))
                .map(set -> (RecordSet.Weighted) set.policy())
                .map(policy -> policy.identifier() + "=" + policy.weight())
                .toList();
    }
}
