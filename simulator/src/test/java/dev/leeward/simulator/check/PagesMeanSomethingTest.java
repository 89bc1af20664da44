package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;

import dev.leeward.decision.Alarm;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PagesMeanSomethingTest {
    private final Traces trace = Traces.of(out -> new PagesMeanSomething(out, new Lookouts()))
            .entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"))
            .allWellFor(Duration.ofMinutes(1));

    private Traces called(RegionName region, Verdict from, Verdict to) {
        return trace.entry(new Event.VerdictChanged(SHOP, region, from, to, List.of()));
    }

    private Traces page(String key) {
        return trace.alarm(key, Alarm.Severity.PAGE);
    }

    @Test
    void a_page_that_is_raised_again_although_nothing_changed_breaks_it() {
        page("failover-held").clear("failover-held").after(10);
        page("failover-held").breaks("raised again");
    }

    @Test
    void a_page_that_is_raised_again_because_a_region_is_worse_holds() {
        page("failover-held").clear("failover-held").after(10);
        called(WEST, Verdict.HEALTHY, Verdict.UNHEALTHY);
        page("failover-held").holds();
    }

    @Test
    void to_know_the_same_again_after_a_restart_is_no_change() {
        called(EAST, Verdict.HEALTHY, Verdict.UNHEALTHY);
        page("failover-held").dies().after(2).starts(TWO).clear("failover-held");
        called(EAST, Verdict.UNHEALTHY, Verdict.UNKNOWN).after(2);
        called(EAST, Verdict.UNKNOWN, Verdict.UNHEALTHY);
        page("failover-held").breaks("raised again");
    }

    @Test
    void that_no_region_is_ready_is_not_said_by_a_life_that_has_seen_none_fail() {
        trace.dies().after(2).starts(TWO).looks(3, EAST, REFUSED);
        page("no-region-ready").breaks("has not seen eu-west fail");
    }

    @Test
    void that_no_region_is_ready_may_be_said_once_it_was_seen() {
        trace.dies().after(2).starts(TWO).looks(3, EAST, REFUSED).looks(3, WEST, REFUSED);
        page("no-region-ready").holds();
    }

    @Test
    void a_moment_without_sight_is_no_page() {
        called(EAST, Verdict.HEALTHY, Verdict.UNKNOWN).after(5).looked(WEST, OK);
        page("active-unseen").breaks("somebody is woken");
    }

    @Test
    void ten_seconds_without_sight_are_one() {
        called(EAST, Verdict.HEALTHY, Verdict.UNKNOWN).after(10);
        page("active-unseen").holds();
    }
}
