package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.notDone;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class NothingIsSilentTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Traces trace = Traces.of(NothingIsSilent::new)
            .entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"))
            .after(Duration.ofMinutes(10));

    private Traces stuck() {
        return trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, STEER, 1)
                .after(70)
                .ends(1, STEER, 1, notDone())
                .begins(1, STEER, 2);
    }

    @Test
    void a_slow_run_that_is_told_of_holds() {
        stuck().alarm("run-slow", Alarm.Severity.PAGE)
                .after(10)
                .ends(1, STEER, 2, notDone())
                .holds();
    }

    @Test
    void a_slow_run_that_is_not_told_of_breaks_it() {
        stuck().after(10).ends(1, STEER, 2, notDone()).breaks("no progress");
    }

    @Test
    void a_wait_is_not_slow() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).begins(1, step(StepKind.DRAIN), 1);
        trace.after(HOUR).alarm("x", Alarm.Severity.NOTICE).after(10).clear("x").holds();
    }

    @Test
    void another_life_has_to_have_its_own_chance() {
        stuck().dies().after(10).starts(TWO).alarm("x", Alarm.Severity.NOTICE).holds();
    }

    @Test
    void a_run_that_waits_for_a_pause_in_silence_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).pause(HOUR).after(2);
        trace.alarm("x", Alarm.Severity.NOTICE).breaks("waits for a pause");
    }

    @Test
    void a_pause_that_does_not_end_breaks_it() {
        trace.pause(HOUR).after(HOUR.plusSeconds(10)).alarm("x", Alarm.Severity.NOTICE);
        trace.after(1).clear("x").breaks("a pause is over");
    }

    @Test
    void an_outage_during_a_pause_of_which_nobody_is_told_breaks_it() {
        trace.pause(HOUR)
                .see(new Happening.Became(EAST, Condition.HUNG))
                .after(BOUND)
                .over(false)
                .breaks("nobody is paged");
    }

    @Test
    void an_outage_during_a_pause_that_pages_holds() {
        trace.pause(HOUR).see(new Happening.Became(EAST, Condition.HUNG)).after(30);
        trace.alarm("failover-held", Alarm.Severity.PAGE)
                .after(BOUND)
                .over(false)
                .holds();
    }

    @Test
    void a_notice_is_no_page() {
        trace.pause(HOUR).see(new Happening.Became(EAST, Condition.HUNG)).after(30);
        trace.alarm("no-standby-ready", Alarm.Severity.NOTICE)
                .after(BOUND)
                .over(false)
                .breaks("nobody is paged");
    }
}
