package dev.leeward.steering.linode;

import static dev.leeward.testkit.ActuatorRig.AWAY;
import static dev.leeward.testkit.ActuatorRig.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.emulator.linode.LinodeRecord;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.testkit.ActuatorRig.StateWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Several records of one name, aliases, odd spellings, and large zones. */
class LinodeDnsSetsTest extends LinodeScene {
    private static final Map<RegionName, Endpoints> TWO_AND_THREE = Map.of(
            HOME, Endpoints.of(RecordType.A, "192.0.2.1", "192.0.2.2"),
            AWAY, Endpoints.of(RecordType.A, "198.51.100.1", "198.51.100.2", "198.51.100.3"));

    @Test
    void sets_of_the_same_size_change_in_place() {
        List<Long> ids = rig.traffic().stream().map(LinodeRecord::id).toList();

        move(order(AWAY, 1));

        assertThat(rig.traffic()).extracting(LinodeRecord::id).containsExactlyElementsOf(ids);
        assertThat(rig.api.calls(LinodeCall.DELETE_RECORD)).isZero();
    }

    @Test
    void a_set_grows_and_shrinks_without_ever_being_smaller_than_either() {
        stand(TWO_AND_THREE, HOME);
        try (StateWatch watch = rig.watch().orElseThrow()) {
            move(order(TWO_AND_THREE, AWAY, 1));
            assertThat(rig.standing().values().get(RecordType.A)).hasSize(3);
            move(order(TWO_AND_THREE, HOME, 2));
            assertThat(rig.standing().values().get(RecordType.A)).hasSize(2);

            assertThat(watch.seen())
                    .isNotEmpty()
                    .allSatisfy(state -> assertThat(state.get(RecordType.A)).hasSizeGreaterThanOrEqualTo(2));
        }
    }

    @Test
    void a_set_left_half_moved_is_finished_not_called_foreign() {
        stand(TWO_AND_THREE, HOME);
        SteeringPlan plan = ready(order(TWO_AND_THREE, AWAY, 1));
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, LinodeFault.unavailable(false));
        unknown(apply(plan), FaultCode.UNAVAILABLE);
        assertThat(rig.standing().values().get(RecordType.A)).contains("192.0.2.2", "198.51.100.3");

        move(order(TWO_AND_THREE, AWAY, 1));

        assertThat(rig.standing().answers(order(TWO_AND_THREE, AWAY, 1).desired()))
                .isTrue();
    }

    @Test
    void a_half_moved_set_with_one_foreign_value_is_refused() {
        stand(TWO_AND_THREE, HOME);
        rig.api.addRecord(rig.domain, "A", "www", "192.0.2.66", 300);

        refused(rig.actuator().plan(order(TWO_AND_THREE, AWAY, 1), LIMIT), FaultCode.FOREIGN);
    }

    @Test
    void the_same_value_twice_becomes_one() {
        rig.api.addRecord(rig.domain, "A", "www", "192.0.2.1", 300);

        move(order(AWAY, 1));

        assertThat(rig.traffic())
                .extracting(LinodeRecord::target)
                .containsExactlyInAnyOrder("198.51.100.1", "2001:db8:2::1");
    }

    @Test
    void an_alias_moves_in_place() {
        Map<RegionName, Endpoints> aliases = Map.of(
                HOME, Endpoints.of(RecordType.CNAME, "us.example.net"),
                AWAY, Endpoints.of(RecordType.CNAME, "eu.example.net"));
        stand(aliases, HOME);

        move(order(aliases, AWAY, 1));

        assertThat(rig.traffic())
                .singleElement()
                .extracting(LinodeRecord::target)
                .isEqualTo("eu.example.net");
    }

    @Test
    void an_alias_does_not_take_the_place_of_addresses() {
        Map<RegionName, Endpoints> mixed = Map.of(
                HOME, Endpoints.of(RecordType.A, "192.0.2.1"),
                AWAY, Endpoints.of(RecordType.CNAME, "eu.example.net"));
        stand(mixed, HOME);

        refused(rig.actuator().plan(order(mixed, AWAY, 1), LIMIT), FaultCode.UNSAFE);
    }

    @Test
    void what_is_no_address_is_refused_before_anything_is_sent() {
        Map<RegionName, Endpoints> odd = Map.of(
                HOME, Endpoints.of(RecordType.A, "192.0.2.1"),
                AWAY, Endpoints.of(RecordType.A, "[remote_addr]"));
        stand(odd, HOME);

        refused(rig.actuator().plan(order(odd, AWAY, 1), LIMIT), FaultCode.MISCONFIGURED);
        assertThat(writes()).isZero();
    }

    @Test
    void spelling_is_no_difference() {
        rig.edit(new TreeMap<>(Map.of(
                RecordType.A, new TreeSet<>(List.of("192.0.2.1")),
                RecordType.AAAA, new TreeSet<>(List.of("2001:0DB8:0001:0000:0000:0000:0000:0001")))));

        Reading.Found found = (Reading.Found) rig.actuator().read(LIMIT);

        assertThat(found.answers(order(HOME, 1).desired())).isTrue();
    }

    @Test
    void a_name_in_other_letters_is_the_same_name() {
        rig.edit(new TreeMap<>());
        rig.api.addRecord(rig.domain, "A", "WWW", "192.0.2.1", 300);
        rig.api.addRecord(rig.domain, "AAAA", "Www.Example.com", "2001:db8:1::1", 300);

        Reading.Found found = (Reading.Found) rig.actuator().read(LIMIT);

        assertThat(found.answers(order(HOME, 1).desired())).isTrue();
    }

    @Test
    void the_record_on_the_last_page_is_found() {
        rig.api.publishAfter(Duration.ofHours(1));
        rig.edit(new TreeMap<>());
        for (int i = 0; i < 1_003; i++) rig.api.addRecord(rig.domain, "A", "host" + i, "203.0.113.9", 300);
        rig.api.addRecord(rig.domain, "A", "www", "192.0.2.1", 300);
        rig.api.addRecord(rig.domain, "AAAA", "www", "2001:db8:1::1", 300);
        int before = rig.api.calls(LinodeCall.LIST_RECORDS);

        Reading.Found found = (Reading.Found) rig.actuator().read(LIMIT);

        assertThat(found.answers(order(HOME, 1).desired())).isTrue();
        assertThat(rig.api.calls(LinodeCall.LIST_RECORDS) - before).isEqualTo(3);
    }

    @Test
    void pages_that_do_not_fit_together_are_no_reading() {
        rig.api.publishAfter(Duration.ofHours(1));
        for (int i = 0; i < 600; i++) rig.api.addRecord(rig.domain, "A", "host" + i, "203.0.113.9", 300);
        LinodeRecord first = rig.api.records(rig.domain).getFirst();
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Meanwhile(() -> rig.api.removeRecord(first)));

        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Unreadable.class);
        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Found.class);
    }

    @Test
    void a_move_costs_few_calls() {
        SteeringPlan plan = ready(order(AWAY, 1));
        int before = rig.api.requests().size();

        apply(plan);

        // Look, mark, look, A, AAAA, look.
        assertThat(rig.api.requests().size() - before).isEqualTo(6);
    }

    private void stand(Map<RegionName, Endpoints> endpoints, RegionName region) {
        rig.edit(order(endpoints, region, 1).desired().byType());
    }
}
