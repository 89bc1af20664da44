package dev.leeward.steering.linode;

import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorRig;

/** The same at the apex of the domain, whose relative name is empty. */
class LinodeApexContractTest extends ActuatorContract {
    @Override
    protected ActuatorRig newRig() {
        return new LinodeRig("");
    }
}
