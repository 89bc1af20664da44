package dev.leeward.control;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.T0;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Shop;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import dev.leeward.runbook.StepTrigger;
import dev.leeward.steering.Epoch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which moves of the past let traffic come home without asking. */
final class LeavingHomeTest {
    private static final RunbookRun OUT = moved(RunKind.FAILOVER, EAST, WEST, Ending.SUCCEEDED);
    private static final RunbookRun BACK = moved(RunKind.FAILBACK, WEST, EAST, Ending.SUCCEEDED);

    @Test
    void a_move_out_of_home_is_undone() {
        assertThat(RunReport.hasLeft(EAST, List.of(OUT))).isTrue();
        assertThat(RunReport.hasLeft(EAST, List.of(moved(RunKind.FAILOVER, EAST, WEST, Ending.INCOMPLETE))))
                .isTrue();
        assertThat(RunReport.hasLeft(EAST, List.of(OUT, moved(RunKind.FAILBACK, WEST, EAST, Ending.TAKEN_BACK))))
                .as("a failback that was taken back is tried again")
                .isTrue();
        assertThat(RunReport.hasLeft(EAST, List.of(OUT, BACK, OUT))).isTrue();
    }

    @Test
    void nothing_is_undone_that_the_journal_does_not_show() {
        assertThat(RunReport.hasLeft(EAST, List.of())).isFalse();
        assertThat(RunReport.hasLeft(EAST, List.of(OUT, BACK)))
                .as("it came home, and somebody else moved it")
                .isFalse();
        assertThat(RunReport.hasLeft(EAST, List.of(moved(RunKind.FAILOVER, EAST, WEST, Ending.TAKEN_BACK))))
                .isFalse();
        assertThat(RunReport.hasLeft(EAST, List.of(OUT, moved(RunKind.SWITCHOVER, WEST, EAST, Ending.SUCCEEDED))))
                .isFalse();
    }

    @Test
    void what_became_home_by_a_reload_was_not_left_by_an_earlier_failback() {
        assertThat(RunReport.hasLeft(WEST, List.of(OUT, BACK))).isFalse();
        assertThat(RunReport.hasLeft(WEST, List.of(OUT))).isFalse();
    }

    private static RunbookRun moved(RunKind kind, RegionName from, RegionName to, Ending ending) {
        var steered = StepProgress.waiting(new Step(new StepId("steer"), StepKind.STEER, 0, Optional.empty()), T0)
                .after(StepTrigger.START, T0, Optional.empty())
                .after(StepTrigger.DONE, T0, Optional.of(new StepResult.Done("answers " + to)));
        return new RunbookRun(
                RunId.of(Shop.NAME, new Epoch(1)),
                kind,
                from,
                to,
                new Epoch(1),
                true,
                Set.of(),
                Optional.empty(),
                new Reason("test", List.of()),
                T0,
                List.of(steered),
                Optional.empty(),
                Optional.of(ending),
                Optional.of(T0));
    }
}
