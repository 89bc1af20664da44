package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.API;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.NORTH;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.blog;
import static dev.leeward.simulator.check.Stage.shop;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.TargetId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReloadsAreHarmlessTest {
    private static final Topology NO_SHOP = new Topology(List.of(blog()), List.of());

    private final Traces trace = Traces.of(out -> new ReloadsAreHarmless(out, new Lookouts()));

    private Traces reload(Topology next) {
        return trace.see(new Happening.Configured(next, true, true));
    }

    private static Topology with(List<TargetId> targets, RegionName... regions) {
        var shop = shop();
        return new Topology(
                List.of(new Service(
                        SHOP,
                        List.of(regions).stream().map(Stage::region).toList(),
                        shop.detection(),
                        shop.failover(),
                        shop.failback(),
                        targets,
                        shop.steadyTtl())),
                List.of());
    }

    @Test
    void the_same_again_holds() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        reload(topology()).holds();
    }

    @Test
    void what_is_refused_holds() {
        trace.see(new Happening.Configured(topology(), false, false)).holds();
    }

    @Test
    void what_is_invalid_and_accepted_breaks_it() {
        trace.see(new Happening.Configured(topology(), false, true)).breaks("invalid");
    }

    @Test
    void a_service_that_goes_holds() {
        reload(NO_SHOP).holds();
    }

    @Test
    void a_service_that_goes_during_a_run_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        reload(NO_SHOP).breaks("is under way");
    }

    @Test
    void a_region_that_goes_during_a_run_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        reload(with(List.of(WWW, API), EAST, NORTH)).breaks("a region of");
    }

    @Test
    void a_target_that_goes_during_a_run_breaks_it() {
        trace.run(1, RunKind.SETTLE, EAST, EAST);
        reload(with(List.of(WWW), EAST, WEST)).breaksAmongOthers("fake:api is gone");
    }

    @Test
    void the_region_with_the_traffic_that_goes_breaks_it() {
        trace.moves(1, EAST, WEST);
        reload(with(List.of(WWW, API), EAST, NORTH)).breaks("carries the traffic");
    }
}
