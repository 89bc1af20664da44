package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;
import org.junit.jupiter.api.Test;

final class AdoptionFollowsTargetsTest {
    private final Traces trace = Traces.of(AdoptionFollowsTargets::new);

    private Traces adopted(RegionName region, long epoch) {
        return trace.entry(new Event.ActiveAdopted(SHOP, region, new Epoch(epoch), "all answer"));
    }

    @Test
    void the_region_that_every_target_answers_holds() {
        adopted(EAST, 0).holds();
    }

    @Test
    void a_region_that_one_target_does_not_answer_breaks_it() {
        trace.setByHand(WWW, stand(WEST, 0)).after(60);
        adopted(EAST, 0).breaks("is taken to carry traffic");
    }

    @Test
    void a_reading_from_right_before_a_change_holds() {
        trace.setByHand(WWW, stand(WEST, 0)).after(10);
        adopted(EAST, 0).holds();
    }

    @Test
    void a_lower_epoch_than_what_stands_breaks_it() {
        trace.setByHand(WWW, stand(EAST, 7)).after(60);
        adopted(EAST, 3).breaks("epoch 3 is adopted");
    }
}
