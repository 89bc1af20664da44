package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.shop;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OutagesEndTest {
    private static final Duration CALM = Duration.ofMinutes(10);
    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Traces trace = trace(FailoverPolicy.defaults());

    private static Traces trace(FailoverPolicy policy) {
        return Traces.of(OutagesEnd::new, topology(shop(policy, FailbackPolicy.defaults())))
                .entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"))
                .after(CALM);
    }

    private Traces dies(RegionName region) {
        return trace.see(new Happening.Fault(region + " dies", true)).see(new Happening.Became(region, Condition.DEAD));
    }

    @Test
    void an_outage_that_is_answered_holds() {
        dies(EAST).after(20).moves(1, EAST, WEST).after(BOUND).over(false).holds();
    }

    @Test
    void an_outage_that_nobody_answers_breaks_it() {
        dies(EAST).after(BOUND).over(false).breaksAmongOthers("still answers it");
    }

    @Test
    void an_answer_that_comes_too_late_breaks_it() {
        dies(EAST).after(BOUND).moves(1, EAST, WEST).breaksAmongOthers("still answers it");
    }

    @Test
    void an_outage_of_a_standby_asks_for_nothing() {
        dies(WEST).after(BOUND).over(false).holds();
    }

    @Test
    void amid_other_faults_no_bound_is_given() {
        trace.see(new Happening.Fault("the journal is slow", true)).after(CALM);
        dies(EAST).after(BOUND).over(false).holds();
    }

    @Test
    void a_fault_that_comes_later_ends_the_wait() {
        dies(EAST)
                .after(5)
                .see(new Happening.Fault("the provider refuses", true))
                .after(BOUND)
                .over(false)
                .holds();
    }

    @Test
    void while_it_is_paused_nothing_has_to_move() {
        trace.pause(Duration.ofHours(1));
        dies(EAST).after(BOUND).over(false).holds();
    }

    @Test
    void within_the_dwell_nothing_has_to_move() {
        trace.moves(1, WEST, EAST).after(60);
        dies(EAST).after(BOUND).over(false).holds();
    }

    @Test
    void where_a_person_decides_nothing_has_to_move() {
        var policy = FailoverPolicy.defaults();
        var manual = trace(new FailoverPolicy(
                FailoverPolicy.Mode.MANUAL,
                policy.dwell(),
                policy.budget(),
                policy.budgetWindow(),
                policy.maxLoss(),
                policy.settleAfter()));
        manual.see(new Happening.Became(EAST, Condition.DEAD))
                .after(BOUND)
                .over(false)
                .holds();
    }

    @Test
    void where_nowhere_is_better_nothing_has_to_move() {
        trace.see(new Happening.Became(WEST, Condition.DEAD)).after(CALM);
        dies(EAST).after(BOUND).over(false).holds();
    }
}
