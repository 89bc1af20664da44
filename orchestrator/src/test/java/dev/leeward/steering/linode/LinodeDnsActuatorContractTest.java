package dev.leeward.steering.linode;

import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorRig;

class LinodeDnsActuatorContractTest extends ActuatorContract {
    @Override
    protected ActuatorRig newRig() {
        return new LinodeRig();
    }
}
