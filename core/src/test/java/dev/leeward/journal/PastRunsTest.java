package dev.leeward.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Shop;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Runbooks;
import dev.leeward.steering.Epoch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of the runs that ended are remembered. */
final class PastRunsTest {
    private static final int MANY = ServiceState.PAST_RUNS + 10;

    private Projection projection = Projection.EMPTY;
    private long sequence;
    private long epoch;

    @Test
    void attempts_at_a_ttl_do_not_push_out_the_last_move() {
        var failed = ended(RunKind.FAILOVER, Ending.ABORTED);
        for (int i = 0; i < MANY; i++) ended(RunKind.SETTLE, Ending.INCOMPLETE);
        assertThat(past()).extracting(RunbookRun::id).contains(failed);
    }

    @Test
    void the_last_attempt_at_a_ttl_is_always_remembered() {
        var last = ended(RunKind.SETTLE, Ending.INCOMPLETE);
        for (int i = 0; i < MANY; i++) last = ended(RunKind.SETTLE, Ending.INCOMPLETE);
        assertThat(past()).hasSize(ServiceState.PAST_RUNS);
        assertThat(past().getLast().id()).isEqualTo(last);
    }

    @Test
    void moves_that_moved_nothing_do_not_push_out_the_last_attempt_at_a_ttl_or_a_fence_nor_the_last_move() {
        var settled = ended(RunKind.SETTLE, Ending.INCOMPLETE);
        var released = ended(RunKind.RELEASE, Ending.INCOMPLETE);
        var last = released;
        for (int i = 0; i < MANY; i++) last = ended(RunKind.FAILBACK, Ending.ABORTED);
        assertThat(past()).hasSize(ServiceState.PAST_RUNS);
        assertThat(past()).extracting(RunbookRun::id).contains(settled, released, last);
    }

    private RunId ended(RunKind kind, Ending ending) {
        var id = RunId.of(Shop.NAME, new Epoch(++epoch));
        fold(new Event.RunStarted(
                Shop.NAME,
                id,
                kind,
                Shop.EAST,
                kind == RunKind.SETTLE ? Shop.EAST : Shop.WEST,
                new Epoch(epoch),
                true,
                Set.of(),
                Optional.empty(),
                new Reason("test", List.of()),
                Runbooks.steps(Shop.course(kind, Shop.WWW))));
        fold(new Event.RunEnded(Shop.NAME, id, ending, "", Map.of()));
        return id;
    }

    private void fold(Event event) {
        projection = projection.fold(new Entry(++sequence, Shop.T0, event, ""));
    }

    private List<RunbookRun> past() {
        return projection.of(Shop.NAME).past();
    }
}
