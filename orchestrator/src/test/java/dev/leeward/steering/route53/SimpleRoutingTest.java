package dev.leeward.steering.route53;

import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorRig;

final class SimpleRoutingTest extends ActuatorContract {
    @Override
    protected ActuatorRig newRig() {
        return new Route53Rig(RecordLayout.SIMPLE);
    }
}
