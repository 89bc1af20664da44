package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.id;
import static dev.leeward.simulator.check.Pieces.notDone;
import static dev.leeward.simulator.check.Pieces.problem;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Measures;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The two checkers of fences. */
final class FencesTest {
    private static final Measure FENCE = new Measure(
            new MeasureId("fence"),
            Measure.Kind.FENCE,
            Measure.Occasion.MOVE,
            Duration.ofSeconds(10),
            3,
            Optional.empty(),
            true);
    private static final StepId RAISE = new StepId("1-fence");
    private static final StepId STEER = new StepId("2-steer");
    private static final StepResult DONE = new StepResult.Done("stands");

    @Test
    void traffic_that_moves_after_the_fence_holds() {
        started(FencesComeFirst::new, RunKind.SWITCHOVER, true)
                .begins(1, RAISE, 1)
                .see(taken(Way.TAKE))
                .ends(1, RAISE, 1, DONE)
                .begins(1, STEER, 1)
                .changes(1, STEER, WWW, WEST)
                .holds();
    }

    @Test
    void traffic_that_moves_before_the_fence_is_over_breaks_it() {
        started(FencesComeFirst::new, RunKind.FAILOVER, true)
                .begins(1, RAISE, 1)
                .begins(1, STEER, 1)
                .changes(1, STEER, WWW, WEST)
                .breaks("is over");
    }

    @Test
    void a_failover_may_go_on_without_and_a_planned_move_may_not() {
        waived(RunKind.FAILOVER).holds();
        waived(RunKind.SWITCHOVER).breaks("is not done");
    }

    @Test
    void a_move_without_the_fence_that_is_configured_breaks_it() {
        started(FencesComeFirst::new, RunKind.FAILOVER, false).breaks("leaves us-east without fence");
    }

    @Test
    void a_fence_that_is_called_raised_and_was_not_breaks_it() {
        started(FencesComeFirst::new, RunKind.FAILOVER, true)
                .begins(1, RAISE, 1)
                .ends(1, RAISE, 1, DONE)
                .breaks("nothing was raised");
    }

    @Test
    void a_move_that_is_taken_back_leaves_no_fence() {
        fenced().see(taken(Way.TAKE_BACK)).runEnds(1, Ending.TAKEN_BACK).holds();
        fenced().runEnds(1, Ending.TAKEN_BACK).breaks("still stands around us-east");
    }

    @Test
    void a_fence_around_the_active_region_is_not_left_in_the_end() {
        fenced().runEnds(1, Ending.ABORTED).over(true).breaks("us-east carries the traffic");
        fenced().see(taken(Way.TAKE_BACK)).runEnds(1, Ending.ABORTED).over(true).holds();
    }

    private static Traces waived(RunKind kind) {
        return started(FencesComeFirst::new, kind, true)
                .begins(1, RAISE, 1)
                .ends(1, RAISE, 1, notDone())
                .entry(new Event.StepWaived(SHOP, id(1), RAISE, problem()))
                .begins(1, STEER, 1)
                .changes(1, STEER, WWW, WEST);
    }

    private static Traces fenced() {
        return started(FencesComeDown::new, RunKind.SWITCHOVER, true)
                .begins(1, RAISE, 1)
                .see(taken(Way.TAKE))
                .ends(1, RAISE, 1, DONE);
    }

    private static Traces started(Function<Consumer<Breach>, Checker> checker, RunKind kind, boolean withFence) {
        var shop = Stage.shop().taking(new Measures(List.of(FENCE), List.of()));
        var raise = new Step(RAISE, StepKind.FENCE, 1, Optional.empty(), Optional.of(FENCE), Optional.of(EAST));
        var steer = new Step(STEER, StepKind.STEER, 2, Optional.of(WWW));
        return Traces.of(checker, Stage.topology(shop))
                .entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"))
                .entry(new Event.RunStarted(
                        SHOP,
                        id(1),
                        kind,
                        EAST,
                        WEST,
                        new Epoch(1),
                        true,
                        Set.of(),
                        Optional.empty(),
                        new Reason("as the test wants it", List.of()),
                        withFence ? List.of(raise, steer) : List.of(steer)));
    }

    private static Happening taken(Way way) {
        return new Happening.MeasureTaken(
                ONE,
                new MeasureOrder(
                        SHOP,
                        FENCE.id(),
                        Measure.Kind.FENCE,
                        way,
                        EAST,
                        EAST,
                        WEST,
                        new Epoch(1),
                        id(1) + "/" + RAISE));
    }
}
