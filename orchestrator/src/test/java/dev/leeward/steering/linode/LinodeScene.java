package dev.leeward.steering.linode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.testkit.ActuatorRig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What the tests of this actuator share: the rig, orders, plans and the judgement of outcomes. */
abstract class LinodeScene {
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** For calls that are to run into their time limit. */
    static final Duration SHORT = Duration.ofMillis(1200);

    final LinodeRig rig = new LinodeRig();

    @AfterEach
    void closeRig() {
        rig.close();
    }

    SteeringOrder order(RegionName to, long epoch) {
        return order(rig.endpoints(), to, epoch);
    }

    static SteeringOrder order(Map<RegionName, Endpoints> endpoints, RegionName to, long epoch) {
        return new SteeringOrder(
                ActuatorRig.SERVICE, to, endpoints, TtlChoice.MOVING, new Epoch(epoch), "run-" + epoch + "/steer");
    }

    SteeringPlan ready(SteeringOrder order) {
        return ready(rig.actuator(), order);
    }

    static SteeringPlan ready(Actuator actuator, SteeringOrder order) {
        Planned planned = actuator.plan(order, LIMIT);
        assertThat(planned).isInstanceOf(Planned.Ready.class);
        return ((Planned.Ready) planned).plan();
    }

    Outcome apply(SteeringPlan plan) {
        return rig.actuator().apply(plan, LIMIT);
    }

    void move(SteeringOrder order) {
        assertThat(apply(ready(order))).isInstanceOf(Outcome.Applied.class);
    }

    static Problem untouched(Outcome outcome, FaultCode code) {
        assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
        Problem problem = ((Outcome.Untouched) outcome).problem();
        assertThat(problem.code()).as("%s", problem).isEqualTo(code);
        return problem;
    }

    static Problem unknown(Outcome outcome, FaultCode code) {
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        Problem problem = ((Outcome.Unknown) outcome).problem();
        assertThat(problem.code()).as("%s", problem).isEqualTo(code);
        return problem;
    }

    static Problem refused(Planned planned, FaultCode code) {
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        Problem problem = ((Planned.Refused) planned).problem();
        assertThat(problem.code()).as("%s", problem).isEqualTo(code);
        return problem;
    }

    int writes() {
        return rig.api.calls(LinodeCall.CREATE_RECORD)
                + rig.api.calls(LinodeCall.UPDATE_RECORD)
                + rig.api.calls(LinodeCall.DELETE_RECORD);
    }
}
