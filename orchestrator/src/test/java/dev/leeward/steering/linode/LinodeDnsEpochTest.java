package dev.leeward.steering.linode;

import static dev.leeward.testkit.ActuatorRig.AWAY;
import static dev.leeward.testkit.ActuatorRig.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.emulator.linode.LinodeRecord;
import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import org.junit.jupiter.api.Test;

/** Two runs at one name without compare-and-set: how far the epoch marks reach, and what is said beyond that. */
class LinodeDnsEpochTest extends LinodeScene {
    private final SteeringOrder older = order(AWAY, 4);
    private final SteeringOrder newer = order(HOME, 5);

    @Test
    void the_mark_is_written_before_any_traffic_record() {
        SteeringPlan plan = ready(older);
        rig.api
                .faults()
                .next(
                        LinodeCall.UPDATE_RECORD,
                        new LinodeFault.Meanwhile(() -> assertThat(rig.marks()).containsExactly(4L)));

        assertThat(apply(plan)).isInstanceOf(Outcome.Applied.class);
        assertThat(rig.marks()).containsExactly(4L);
    }

    @Test
    void an_older_run_that_slept_before_its_mark_stops_at_the_second_look() {
        SteeringPlan late = ready(older);
        rig.api.faults().next(LinodeCall.CREATE_RECORD, new LinodeFault.Meanwhile(this::newerRuns));

        untouched(apply(late), FaultCode.FENCED);

        assertThat(rig.standing().answers(newer.desired())).isTrue();
        assertThat(rig.marks()).containsExactly(5L);
    }

    @Test
    void an_older_run_that_slept_before_its_traffic_write_says_that_it_overwrote() {
        SteeringPlan late = ready(older);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(this::newerRuns));

        unknown(apply(late), FaultCode.FENCED);

        // The epoch has not fallen, so nobody takes what stands there now for the newer run's doing.
        assertThat(rig.standing().epoch()).isEqualTo(newer.epoch());
        assertThat(rig.marks()).contains(5L);
        move(newer);
        assertThat(rig.standing().answers(newer.desired())).isTrue();
        assertThat(rig.marks()).containsExactly(5L);
    }

    @Test
    void somebody_elses_edit_during_the_writes_is_reported_not_fought() {
        SteeringPlan plan = ready(older);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(() -> {}));
        rig.api
                .faults()
                .next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(() -> rig.api.edit(a(), "192.0.2.66")));

        unknown(apply(plan), FaultCode.CONFLICT);

        assertThat(a().target()).isEqualTo("192.0.2.66");
        refused(rig.actuator().plan(older, LIMIT), FaultCode.FOREIGN);
    }

    @Test
    void somebody_elses_edit_between_mark_and_traffic_stops_the_run() {
        SteeringPlan plan = ready(older);
        rig.api
                .faults()
                .next(LinodeCall.CREATE_RECORD, new LinodeFault.Meanwhile(() -> rig.api.edit(a(), "192.0.2.66")));

        unknown(apply(plan), FaultCode.CONFLICT);

        assertThat(a().target()).isEqualTo("192.0.2.66");
        assertThat(rig.api.calls(LinodeCall.UPDATE_RECORD)).isZero();
    }

    @Test
    void of_several_marks_the_highest_counts_and_the_others_are_cleared_away() {
        rig.api.addRecord(rig.domain, "TXT", "_leeward.www", "v=leeward1 epoch=2 op=a", 300);
        rig.api.addRecord(rig.domain, "TXT", "_leeward.www", "v=leeward1 epoch=3 op=b", 300);
        rig.api.addRecord(rig.domain, "TXT", "_leeward.www", "\"v=leeward1 epoch=3 op=c\"", 300);
        assertThat(((Reading.Found) rig.actuator().read(LIMIT)).epoch()).isEqualTo(new Epoch(3));

        refused(rig.actuator().plan(order(AWAY, 2), LIMIT), FaultCode.FENCED);
        move(order(AWAY, 4));

        assertThat(rig.marks()).containsExactly(4L);
    }

    @Test
    void a_mark_that_cannot_be_deleted_does_not_fail_the_run() {
        move(older);
        SteeringPlan plan = ready(newer);
        rig.api.faults().next(LinodeCall.DELETE_RECORD, LinodeFault.badGateway(false));

        assertThat(apply(plan)).isInstanceOf(Outcome.Applied.class);

        assertThat(rig.marks()).containsExactly(4L, 5L);
        move(order(AWAY, 6));
        assertThat(rig.marks()).containsExactly(6L);
    }

    @Test
    void a_mark_that_cannot_be_read_stops_everything() {
        rig.api.addRecord(rig.domain, "TXT", "_leeward.www", "v=leeward1 epoch=seven", 300);

        Reading reading = rig.actuator().read(LIMIT);

        assertThat(((Reading.Unreadable) reading).problem().code()).isEqualTo(FaultCode.GARBLED);
        refused(rig.actuator().plan(older, LIMIT), FaultCode.GARBLED);
    }

    @Test
    void other_texts_beside_the_mark_are_left_alone() {
        LinodeRecord text = rig.api.addRecord(rig.domain, "TXT", "_leeward.www", "somebody's note", 300);

        move(older);

        assertThat(rig.api.records(rig.domain)).contains(text);
    }

    private void newerRuns() {
        SteeringPlan plan = ready(rig.second(), newer);
        assertThat(rig.second().apply(plan, LIMIT)).isInstanceOf(Outcome.Applied.class);
    }

    private LinodeRecord a() {
        return rig.traffic().stream()
                .filter(each -> each.type().equals("A"))
                .findFirst()
                .orElseThrow();
    }
}
