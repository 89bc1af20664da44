package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.TWO;

import dev.leeward.decision.Alarm;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class NoticesArriveOnceTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Traces trace = Traces.of(NoticesArriveOnce::new).alarm("run-slow", Alarm.Severity.PAGE);

    /** Two entries of the start come before it. */
    private static final long SEQUENCE = 3;

    @Test
    void a_notice_that_arrives_holds() {
        trace.see(new Happening.Noticed(ONE, SEQUENCE)).after(LONG).over(true).holds();
    }

    @Test
    void another_life_may_tell_it_again() {
        trace.see(new Happening.Noticed(ONE, SEQUENCE)).dies().starts(TWO);
        trace.see(new Happening.Noticed(TWO, SEQUENCE)).over(true).holds();
    }

    @Test
    void a_notice_that_never_arrives_breaks_it() {
        trace.after(LONG).over(true).breaks("nobody was told of entry 3");
    }

    @Test
    void a_notice_of_just_now_holds() {
        trace.after(60).over(true).holds();
    }

    @Test
    void telling_it_twice_breaks_it() {
        trace.see(new Happening.Noticed(ONE, SEQUENCE))
                .see(new Happening.Noticed(ONE, SEQUENCE))
                .breaks("twice");
    }

    @Test
    void telling_of_what_is_no_notice_breaks_it() {
        trace.see(new Happening.Noticed(ONE, 1)).breaks("no notice");
    }

    @Test
    void only_the_newest_five_hundred_are_waited_for() {
        for (int i = 0; i < 500; i++) trace.alarm("run-slow", Alarm.Severity.PAGE);
        for (int i = 1; i <= 500; i++) trace.see(new Happening.Noticed(ONE, SEQUENCE + i));
        trace.after(LONG).over(true).holds();
    }
}
