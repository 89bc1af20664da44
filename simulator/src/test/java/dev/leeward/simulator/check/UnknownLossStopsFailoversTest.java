package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.shop;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnknownLossStopsFailoversTest {
    static FailoverPolicy withLimit() {
        var policy = FailoverPolicy.defaults();
        return new FailoverPolicy(
                policy.mode(),
                policy.dwell(),
                policy.budget(),
                policy.budgetWindow(),
                Optional.of(Duration.ofSeconds(30)),
                policy.settleAfter());
    }

    private static Traces trace(FailoverPolicy policy) {
        return Traces.of(UnknownLossStopsFailovers::new, topology(shop(policy, FailbackPolicy.defaults())));
    }

    @Test
    void without_a_limit_a_failover_holds() {
        trace(FailoverPolicy.defaults()).run(1, RunKind.FAILOVER, EAST, WEST).holds();
    }

    @Test
    void with_one_it_breaks_it() {
        trace(withLimit()).run(1, RunKind.FAILOVER, EAST, WEST).breaks("PT30S");
    }

    @Test
    void with_one_a_person_may_order_it() {
        trace(withLimit()).ordered(1, RunKind.FAILOVER, EAST, WEST).holds();
    }

    @Test
    void a_limit_that_comes_with_a_reload_counts_from_the_very_turn() {
        var trace = trace(FailoverPolicy.defaults()).after(60);
        trace.entry(new Event.ConfigurationApplied("next", List.of(SHOP))).run(1, RunKind.FAILOVER, EAST, WEST);
        var next = topology(shop(withLimit(), FailbackPolicy.defaults()));
        trace.see(new Happening.Configured(next, true, true)).breaks("PT30S");
    }

    @Test
    void a_reload_that_never_came_into_force_counts_for_nothing() {
        var trace = trace(FailoverPolicy.defaults()).after(60);
        trace.entry(new Event.ConfigurationApplied("next", List.of(SHOP))).after(1);
        trace.run(1, RunKind.FAILOVER, EAST, WEST).over(false).holds();
    }
}
