package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.notDone;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProvidersAreSparedTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);
    private static final Problem REFUSED = Problem.lasting(FaultCode.FORBIDDEN, "as the test wants it");

    private final Traces trace = Traces.of(ProvidersAreSpared::new).run(1, RunKind.FAILOVER, EAST, WEST);

    private Traces attempts(int count, long apart) {
        for (int i = 1; i <= count; i++) {
            trace.begins(1, STEER, i).after(apart).ends(1, STEER, i, notDone());
        }
        return trace;
    }

    @Test
    void attempts_that_keep_their_distance_hold() {
        attempts(100, 5).holds();
    }

    @Test
    void attempts_one_after_the_other_break_it() {
        attempts(21, 1).breaks("21 times within a minute");
    }

    @Test
    void attempts_without_end_break_it() {
        attempts(181, 5).begins(1, STEER, 182).breaks("is tried since");
    }

    @Test
    void to_try_again_what_cannot_succeed_breaks_it() {
        trace.begins(1, STEER, 1)
                .ends(1, STEER, 1, new StepResult.NotDone(REFUSED))
                .after(5)
                .begins(1, STEER, 2)
                .breaks("after it failed for good");
    }

    @Test
    void to_call_sooner_than_the_provider_asked_breaks_it() {
        asksToWait().after(10).planned(trace.plan(1, STEER, WWW, WEST)).breaks("was asked for PT20S");
    }

    @Test
    void to_wait_as_long_as_asked_holds() {
        asksToWait().after(20).planned(trace.plan(1, STEER, WWW, WEST)).holds();
    }

    private Traces asksToWait() {
        var problem = Problem.passing(FaultCode.THROTTLED, "as the test wants it", Duration.ofSeconds(20));
        return trace.told(trace.plan(1, STEER, WWW, WEST), new Outcome.Untouched(problem));
    }

    @Test
    void to_verify_what_was_given_up_breaks_it() {
        trace.begins(1, STEER, 1)
                .ends(1, STEER, 1, notDone())
                .entry(new Event.StepGivenUp(Stage.SHOP, Pieces.id(1), STEER, REFUSED))
                .begins(1, step(StepKind.VERIFY, WWW), 1)
                .breaks("asks for nothing");
    }
}
