package dev.leeward.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fixture.Runs;
import dev.leeward.fixture.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecheckTest {
    private static final StepResult BUSY = new StepResult.NotDone(Problem.passing(FaultCode.UNAVAILABLE, "busy"));

    private final RunDriver driver = new RunDriver(Duration.ofMinutes(5));
    private final RunbookRun run = Runs.waiting(RunKind.FAILOVER, Shop.WWW);
    private final Instant fault = run.faultSeenAt().orElseThrow();
    private final Instant now = Shop.T0;

    @Test
    void looks_younger_than_the_fault_are_the_recheck() {
        assertThat(move(run, ready(fault.plusMillis(1)))).isInstanceOf(RunMove.Complete.class);
        assertThat(move(run, ready(fault))).isInstanceOf(RunMove.Start.class);
        var hiccup = new Readiness(false, Optional.empty(), fault.plusMillis(1));
        assertThat(move(run, hiccup)).isInstanceOf(RunMove.Start.class);
    }

    @Test
    void a_planned_run_always_looks_for_itself() {
        assertThat(move(Runs.waiting(RunKind.SWITCHOVER, Shop.WWW), ready(now))).isInstanceOf(RunMove.Start.class);
    }

    @Test
    void a_recheck_that_looked_for_itself_is_not_outvoted_by_the_schedule() {
        var recheck = run.steps().getFirst();
        var tried = recheck.after(StepTrigger.START, now.minusSeconds(5), Optional.empty())
                .after(StepTrigger.NOT_DONE, now.minusSeconds(4), Optional.of(BUSY));
        var steps = run.steps().stream().map(p -> p.equals(recheck) ? tried : p).toList();
        assertThat(move(run.withSteps(steps), ready(now))).isInstanceOf(RunMove.Start.class);
    }

    private RunMove move(RunbookRun of, Readiness target) {
        var moves = driver.next(of, target, now);
        assertThat(moves).hasSize(1);
        return moves.getFirst();
    }

    private static Readiness ready(Instant seenAt) {
        return new Readiness(true, Optional.empty(), seenAt);
    }
}
