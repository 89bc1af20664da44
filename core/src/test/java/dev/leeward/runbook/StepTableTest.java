package dev.leeward.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fixture.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table is the only way a step changes: every transition is taken here, every other one is refused. */
final class StepTableTest {
    private static final StepResult UNCLEAR =
            new StepResult.Unclear(Problem.passing(FaultCode.TIMED_OUT, "no answer in time"));
    private static final StepResult NOT_DONE =
            new StepResult.NotDone(Problem.passing(FaultCode.THROTTLED, "slow down"));
    private static final StepResult DONE = new StepResult.Done("stands as ordered");

    private final TreeSet<String> covered = new TreeSet<>();
    private Instant now = Shop.T0;
    private StepProgress step = waiting();

    @Test
    void every_transition_is_covered_by_a_story() {
        begin().then(StepTrigger.START, StepState.STARTED).then(StepTrigger.DONE, StepState.DONE);
        begin().then(StepTrigger.GIVE_UP, StepState.FAILED);
        begin().then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.NOT_DONE, StepState.RETRYING)
                .then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.NOT_DONE, StepState.RETRYING)
                .then(StepTrigger.GIVE_UP, StepState.FAILED);
        begin().then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.UNCLEAR, StepState.UNCLEAR)
                .then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.CRASH, StepState.UNCLEAR)
                .then(StepTrigger.GIVE_UP, StepState.FAILED);
        begin().then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.NOT_DONE, StepState.RETRYING)
                .then(StepTrigger.WAIVE, StepState.WAIVED);
        begin().then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.UNCLEAR, StepState.UNCLEAR)
                .then(StepTrigger.WAIVE, StepState.WAIVED);
        var missing = all().stream().filter(t -> !covered.contains(t)).toList();
        assertThat(missing).as("missing coverage for transition").isEmpty();
    }

    @Test
    void what_is_not_in_the_table_cannot_happen() {
        for (var from : StepState.values()) {
            for (var trigger : StepTrigger.values()) {
                if (StepTable.lookUp(from, trigger).isPresent()) continue;
                assertThatThrownBy(() -> StepTable.next(from, trigger))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(from + " on " + trigger);
            }
        }
    }

    @Test
    void an_ended_step_stays_ended_and_every_other_can_still_end() {
        for (var state : StepState.values()) {
            boolean leads = List.of(StepTrigger.values()).stream()
                    .anyMatch(trigger -> StepTable.lookUp(state, trigger).isPresent());
            assertThat(leads).as(state.name()).isEqualTo(!state.ended());
        }
    }

    @Test
    void attempts_and_times_are_counted_from_the_first() {
        begin().then(StepTrigger.START, StepState.STARTED);
        var first = step.firstStartedAt();
        then(StepTrigger.NOT_DONE, StepState.RETRYING).then(StepTrigger.START, StepState.STARTED);
        assertThat(step.attempts()).isEqualTo(2);
        assertThat(step.firstStartedAt()).isEqualTo(first);
        assertThat(step.last()).contains(NOT_DONE);
    }

    @Test
    void a_step_that_was_ever_unclear_may_have_moved_traffic_even_if_it_was_given_up() {
        begin().then(StepTrigger.START, StepState.STARTED);
        assertThat(step.mayHaveMoved()).isTrue();
        then(StepTrigger.NOT_DONE, StepState.RETRYING);
        assertThat(step.mayHaveMoved()).isFalse();
        then(StepTrigger.START, StepState.STARTED)
                .then(StepTrigger.CRASH, StepState.UNCLEAR)
                .then(StepTrigger.GIVE_UP, StepState.FAILED);
        assertThat(step.mayHaveMoved()).isTrue();
    }

    @Test
    void the_diagram_in_the_documentation_is_the_table() throws IOException {
        var file = Path.of(System.getProperty("leeward.root", ".."), "docs", "diagrams", "step.md");
        assertThat(Files.readString(file)).contains(diagram());
    }

    private static String diagram() {
        var lines = new ArrayList<String>(List.of("```mermaid", "stateDiagram-v2", "    [*] --> WAITING"));
        for (var from : StepState.values()) {
            for (var trigger : StepTrigger.values()) {
                StepTable.lookUp(from, trigger)
                        .ifPresent(to -> lines.add("    " + from + " --> " + to + ": " + trigger));
            }
        }
        for (var state : StepState.values()) {
            if (state.ended()) lines.add("    " + state + " --> [*]");
        }
        lines.add("```");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> all() {
        var all = new ArrayList<String>();
        for (var from : StepState.values()) {
            for (var trigger : StepTrigger.values()) {
                StepTable.lookUp(from, trigger).ifPresent(_ -> all.add(from + " on " + trigger));
            }
        }
        return all;
    }

    private StepTableTest begin() {
        step = waiting();
        return this;
    }

    private StepTableTest then(StepTrigger trigger, StepState expected) {
        covered.add(step.state() + " on " + trigger);
        now = now.plusSeconds(1);
        step = step.after(trigger, now, result(trigger));
        assertThat(step.state()).isEqualTo(expected);
        return this;
    }

    private static Optional<StepResult> result(StepTrigger trigger) {
        return switch (trigger) {
            case DONE -> Optional.of(DONE);
            case NOT_DONE, GIVE_UP, WAIVE -> Optional.of(NOT_DONE);
            case UNCLEAR -> Optional.of(UNCLEAR);
            case START, CRASH -> Optional.empty();
        };
    }

    private static StepProgress waiting() {
        return StepProgress.waiting(
                new Step(new StepId("1-steer/www"), StepKind.STEER, 1, Optional.of(Shop.WWW)), Shop.T0);
    }
}
