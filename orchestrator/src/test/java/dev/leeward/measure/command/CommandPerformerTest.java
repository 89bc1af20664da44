package dev.leeward.measure.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandPerformerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void a_program_that_ends_well_has_taken_the_measure_and_its_output_is_the_evidence() {
        assertThat(perform("echo stopped cron; echo ignored >&2")).isEqualTo(new Outcome.Applied("stopped cron"));
        assertThat(perform("exit 0")).isEqualTo(new Outcome.Applied("exit code 0"));
    }

    @Test
    void a_program_is_told_what_is_wanted_and_nothing_of_this_process() {
        var said = perform("echo $LEEWARD_SERVICE $LEEWARD_MEASURE $LEEWARD_WAY $LEEWARD_REGION $LEEWARD_FROM"
                + " $LEEWARD_TO $LEEWARD_EPOCH $LEEWARD_OPERATION; env | grep -c ^JAVA || true");
        assertThat(said)
                .isEqualTo(
                        new Outcome.Applied("shop stop-cron take us-east us-east eu-central 7 shop-7/1-stop-cron 0"));
    }

    @Test
    void exit_code_75_promises_that_nothing_was_done() {
        assertThat(perform("echo later >&2; exit 75")).isInstanceOfSatisfying(Outcome.Untouched.class, it -> {
            assertThat(it.problem().retryable()).isTrue();
            assertThat(it.problem().sentence()).contains("stop-cron", "later");
        });
    }

    @Test
    void any_other_end_leaves_it_unknown_and_to_be_tried_again() {
        for (var script : List.of("exit 1", "kill -9 $$")) {
            assertThat(perform(script))
                    .isInstanceOfSatisfying(
                            Outcome.Unknown.class,
                            it -> assertThat(it.problem().retryable()).isTrue());
        }
    }

    @Test
    void a_program_that_does_not_end_is_killed_at_the_limit() {
        var performer = new CommandPerformer(List.of("/bin/sleep", "60"), Optional.empty(), folder);
        assertThat(performer.perform(order(Measure.Kind.FENCE, Way.TAKE), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        it -> assertThat(it.problem().code()).isEqualTo(FaultCode.TIMED_OUT));
    }

    @Test
    void a_proof_that_fails_has_changed_nothing() {
        var performer = new CommandPerformer(List.of("/bin/false"), Optional.empty(), folder);
        assertThat(performer.perform(order(Measure.Kind.PROOF, Way.TAKE), LIMIT))
                .isInstanceOf(Outcome.Untouched.class);
    }

    @Test
    void another_program_takes_it_back_and_without_one_nothing_is_run() {
        var both = new CommandPerformer(List.of("/bin/false"), Optional.of(List.of("/bin/echo", "open")), folder);
        assertThat(both.perform(order(Measure.Kind.FENCE, Way.TAKE_BACK), LIMIT))
                .isEqualTo(new Outcome.Applied("open"));
        var one = new CommandPerformer(List.of("/bin/true"), Optional.empty(), folder);
        assertThat(one.perform(order(Measure.Kind.FENCE, Way.TAKE_BACK), LIMIT)).isInstanceOf(Outcome.Untouched.class);
    }

    @Test
    void a_program_that_is_not_there_is_noticed_before_it_is_needed() {
        var missing = new CommandPerformer(List.of("/nowhere/at/all"), Optional.empty(), folder);
        assertThat(missing.preflight(LIMIT)).singleElement().matches(it -> it.code() == FaultCode.MISCONFIGURED);
        assertThat(missing.perform(order(Measure.Kind.FENCE, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Untouched.class);
        assertThat(new CommandPerformer(List.of("/bin/true"), Optional.empty(), folder).preflight(LIMIT))
                .isEmpty();
    }

    private Outcome perform(String script) {
        var performer = new CommandPerformer(List.of("/bin/sh", "-c", script), Optional.empty(), folder);
        return performer.perform(order(Measure.Kind.FENCE, Way.TAKE), LIMIT);
    }

    private static MeasureOrder order(Measure.Kind kind, Way way) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("stop-cron"),
                kind,
                way,
                new RegionName("us-east"),
                new RegionName("us-east"),
                new RegionName("eu-central"),
                new Epoch(7),
                "shop-7/1-stop-cron");
    }
}
