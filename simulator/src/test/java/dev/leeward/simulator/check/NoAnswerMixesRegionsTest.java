package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NoAnswerMixesRegionsTest {
    private final Traces trace = Traces.of(NoAnswerMixesRegions::new);

    @Test
    void a_move_holds() {
        trace.moves(1, EAST, WEST).served(WWW, "ns1", stand(WEST, 1)).holds();
    }

    @Test
    void a_mixture_by_somebody_else_s_hand_is_not_ours() {
        var mixed = stand(0, "192.0.2.1", "198.51.100.1");
        trace.setByHand(WWW, mixed).served(WWW, "ns1", mixed).holds();
    }

    @Test
    void a_mixture_by_a_node_breaks_it() {
        trace.set(WWW, stand(1, "192.0.2.1", "198.51.100.1"), Optional.of(ONE)).breaks("made");
    }

    @Test
    void a_name_server_that_mixes_breaks_it() {
        trace.served(WWW, "ns1", stand(1, "192.0.2.1", "198.51.100.1")).breaks("ns1 answers");
    }
}
