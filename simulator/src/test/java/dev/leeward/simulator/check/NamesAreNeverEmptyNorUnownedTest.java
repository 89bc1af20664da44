package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.BLOG_WWW;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.FOREIGN;
import static dev.leeward.simulator.check.Stage.NORTH;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.steering.TargetId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NamesAreNeverEmptyNorUnownedTest {
    private final Traces trace = Traces.of(NamesAreNeverEmptyNorUnowned::new);

    @Test
    void a_move_between_regions_holds() {
        trace.moves(1, EAST, WEST).served(WWW, "ns1", stand(WEST, 1)).holds();
    }

    @Test
    void what_somebody_else_did_is_not_ours() {
        trace.setByHand(WWW, stand(0, FOREIGN))
                .served(WWW, "ns1", stand(0, FOREIGN))
                .setByHand(WWW, stand(0))
                .served(WWW, "ns1", stand(0))
                .holds();
    }

    @Test
    void a_change_that_leaves_a_foreign_value_alone_holds() {
        trace.setByHand(WWW, stand(0, FOREIGN))
                .set(WWW, stand(1, FOREIGN), Optional.of(ONE))
                .holds();
    }

    @Test
    void emptying_a_name_breaks_it() {
        trace.set(WWW, stand(1), Optional.of(ONE)).breaks("answers nothing");
    }

    @Test
    void a_mixture_of_two_regions_breaks_it() {
        trace.set(WWW, stand(1, "192.0.2.1", "198.51.100.1"), Optional.of(ONE)).breaks("no region's");
    }

    @Test
    void a_region_of_another_service_breaks_it() {
        trace.set(WWW, stand(NORTH, 1), Optional.of(ONE)).breaks("no region's");
    }

    @Test
    void a_name_that_no_service_steers_is_not_touched() {
        trace.set(new TargetId("fake:mail"), stand(EAST, 1), Optional.of(ONE)).breaksAmongOthers("no service steers");
    }

    @Test
    void a_name_server_that_answers_nothing_breaks_it() {
        trace.served(BLOG_WWW, "ns1", stand(0)).breaks("ns1 answers");
    }

    @Test
    void a_name_server_that_answers_what_never_stood_there_breaks_it() {
        trace.served(WWW, "ns1", stand(0, FOREIGN)).breaks("ns1 answers");
    }
}
