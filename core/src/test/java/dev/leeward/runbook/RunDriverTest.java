package dev.leeward.runbook;

import static dev.leeward.fixture.Shop.API;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fixture.Runs;
import dev.leeward.fixture.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunDriverTest {
    private static final Duration DRAIN = Duration.ofMinutes(5);
    private static final StepResult DONE = new StepResult.Done("stands as ordered");
    private static final StepResult BUSY = new StepResult.NotDone(Problem.passing(FaultCode.UNAVAILABLE, "busy"));
    private static final StepResult NEVER = new StepResult.NotDone(Problem.lasting(FaultCode.FORBIDDEN, "no"));
    private static final StepResult LOST = new StepResult.Unclear(Problem.passing(FaultCode.TIMED_OUT, "no answer"));

    private static final Readiness READY = new Readiness(true, Optional.empty(), Shop.T0.minusSeconds(60));

    private final RunDriver driver = new RunDriver(DRAIN);
    private Instant now = Shop.T0;
    private RunbookRun run = Runs.waiting(RunKind.FAILOVER, WWW);

    @Test
    void a_failover_goes_stage_by_stage_and_the_targets_of_a_stage_side_by_side() {
        run = Runs.waiting(RunKind.FAILOVER, WWW, API);
        assertThat(started()).containsExactly("0-recheck");
        end("0-recheck", DONE);
        assertThat(started()).containsExactly("1-steer/fake:www", "1-steer/fake:api");
        end("1-steer/fake:www", DONE);
        assertThat(started()).as("the stage is not over").isEmpty();
        end("1-steer/fake:api", DONE);
        assertThat(started()).containsExactly("2-verify/fake:www", "2-verify/fake:api");
        end("2-verify/fake:www", DONE);
        end("2-verify/fake:api", DONE);
        assertThat(end()).isEqualTo(Ending.SUCCEEDED);
    }

    @Test
    void a_planned_run_lowers_ttls_drains_and_looks_again_before_it_steers() {
        assertThat(Runbooks.steps(Shop.course(RunKind.SWITCHOVER, WWW)))
                .extracting(Step::kind)
                .containsExactly(
                        StepKind.RECHECK,
                        StepKind.LOWER_TTL,
                        StepKind.DRAIN,
                        StepKind.RECHECK,
                        StepKind.STEER,
                        StepKind.VERIFY,
                        StepKind.NOTIFY);
        assertThat(Runbooks.steps(Shop.course(RunKind.SETTLE, WWW)))
                .extracting(Step::kind)
                .containsExactly(StepKind.RESTORE_TTL, StepKind.VERIFY);
    }

    @Test
    void an_attempt_that_changed_nothing_is_repeated_after_a_backoff_that_doubles() {
        go("0-recheck");
        started();
        end("1-steer/fake:www", BUSY);
        assertThat(started()).as("not at once").isEmpty();
        assertThat(driver.wake(run)).contains(now.plusMillis(250));
        now = now.plusMillis(250);
        assertThat(started()).containsExactly("1-steer/fake:www");
        end("1-steer/fake:www", BUSY);
        assertThat(driver.wake(run)).contains(now.plusMillis(500));
    }

    @Test
    void a_provider_that_says_how_long_to_wait_is_obeyed() {
        go("0-recheck");
        started();
        end(
                "1-steer/fake:www",
                new StepResult.NotDone(Problem.passing(FaultCode.THROTTLED, "slow down", Duration.ofSeconds(42))));
        now = now.plusSeconds(41);
        assertThat(started()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(started()).containsExactly("1-steer/fake:www");
    }

    @Test
    void an_attempt_that_a_crash_cut_off_does_not_wait_again_for_what_was_waited_for() {
        go("0-recheck");
        started();
        end(
                "1-steer/fake:www",
                new StepResult.NotDone(Problem.passing(FaultCode.THROTTLED, "slow down", Duration.ofSeconds(42))));
        now = now.plusSeconds(42);
        assertThat(started()).containsExactly("1-steer/fake:www");
        apply("1-steer/fake:www", StepTrigger.CRASH, Optional.empty());
        now = now.plusSeconds(1);
        assertThat(started()).containsExactly("1-steer/fake:www");
    }

    @Test
    void what_waiting_will_not_cure_is_given_up_at_once_and_aborts_a_run_that_moved_nothing() {
        go("0-recheck");
        started();
        end("1-steer/fake:www", NEVER);
        assertThat(end()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void a_recheck_that_keeps_failing_aborts_before_anything_is_changed() {
        for (int i = 0; i < 9; i++) {
            assertThat(started()).containsExactly("0-recheck");
            end("0-recheck", BUSY);
            now = now.plusSeconds(2);
        }
        assertThat(end()).isEqualTo(Ending.ABORTED);
        assertThat(run.mayHaveMoved()).isFalse();
    }

    @Test
    void one_of_two_targets_failing_leaves_an_unplanned_run_incomplete_and_never_steers_back() {
        run = Runs.waiting(RunKind.FAILOVER, WWW, API);
        go("0-recheck");
        started();
        end("1-steer/fake:www", NEVER);
        end("1-steer/fake:api", DONE);
        assertThat(started()).containsExactly("2-verify/fake:api");
        end("2-verify/fake:api", DONE);
        assertThat(end()).isEqualTo(Ending.INCOMPLETE);
        assertThat(run.steps()).noneMatch(p -> p.step().kind() == StepKind.TAKE_BACK);
        assertThat(run.step(new StepId("2-verify/fake:www"))
                        .orElseThrow()
                        .last()
                        .toString())
                .contains("nothing to verify");
    }

    @Test
    void a_planned_run_that_one_target_refuses_takes_the_other_back() {
        run = Runs.waiting(RunKind.SWITCHOVER, WWW, API);
        toSteering();
        end("4-steer/fake:www", DONE);
        end("4-steer/fake:api", NEVER);
        assertThat(started()).containsExactly("7-take-back/fake:www");
        assertThat(run.takingBack()).isPresent();
        end("7-take-back/fake:www", DONE);
        assertThat(started()).containsExactly("8-verify/fake:www");
        end("8-verify/fake:www", DONE);
        assertThat(end()).isEqualTo(Ending.TAKEN_BACK);
    }

    @Test
    void a_planned_run_whose_first_target_refuses_does_not_move_the_others() {
        run = Runs.waiting(RunKind.SWITCHOVER, WWW, API);
        toSteering();
        end("4-steer/fake:www", NEVER);
        end("4-steer/fake:api", BUSY);
        assertThat(end()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void a_way_back_that_fails_too_leaves_the_run_incomplete() {
        run = Runs.waiting(RunKind.SWITCHOVER, WWW, API);
        toSteering();
        end("4-steer/fake:www", DONE);
        end("4-steer/fake:api", NEVER);
        started();
        end("7-take-back/fake:www", NEVER);
        assertThat(end()).isEqualTo(Ending.INCOMPLETE);
    }

    @Test
    void a_drain_waits_for_what_is_left_after_a_restart() {
        run = Runs.waiting(RunKind.SWITCHOVER, WWW);
        go("0-recheck");
        go("1-lower-ttl/fake:www");
        assertThat(started()).containsExactly("2-drain");
        var until = now.plus(DRAIN);
        now = now.plusSeconds(100);
        apply("2-drain", StepTrigger.CRASH, Optional.empty());
        assertThat(started()).containsExactly("2-drain");
        assertThat(driver.wake(run)).contains(until);
        now = until.minusMillis(1);
        assertThat(moves()).isEmpty();
        now = until;
        assertThat(started()).containsExactly("3-recheck");
    }

    @Test
    void a_target_that_is_no_longer_ready_is_not_steered_to() {
        go("0-recheck");
        var hiccup = new Readiness(false, Optional.empty(), Shop.T0);
        assertThat(driver.next(run, hiccup, now)).isEmpty();
        now = now.plusSeconds(3600);
        assertThat(driver.next(run, hiccup, now)).as("a hiccup is waited for").isEmpty();
        var down = new Readiness(false, Optional.of(now), Shop.T0);
        now = now.plusSeconds(30);
        assertThat(driver.next(run, down, now)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(driver.next(run, down, now)).singleElement().isInstanceOf(RunMove.GiveUp.class);
        assertThat(driver.next(run, READY, now)).singleElement().isInstanceOf(RunMove.Start.class);
    }

    @Test
    void patience_with_a_target_begins_when_the_step_has_its_turn() {
        run = Runs.waiting(RunKind.SWITCHOVER, WWW);
        var down = new Readiness(false, Optional.of(now), Shop.T0);
        toStage4();
        assertThat(driver.next(run, down, now)).as("600 s into the run").isEmpty();
        now = now.plusSeconds(31);
        assertThat(driver.next(run, down, now)).singleElement().isInstanceOf(RunMove.GiveUp.class);
    }

    @Test
    void an_attempt_that_never_reports_back_becomes_unclear() {
        go("0-recheck");
        started();
        now = now.plusSeconds(44);
        assertThat(moves()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(moves()).singleElement().isInstanceOf(RunMove.LoseSight.class);
    }

    @Test
    void after_a_long_gap_there_is_one_more_attempt_that_reads_back() {
        go("0-recheck");
        started();
        now = now.plusSeconds(7_200);
        apply("1-steer/fake:www", StepTrigger.CRASH, Optional.empty());
        assertThat(started()).containsExactly("1-steer/fake:www");
        end("1-steer/fake:www", LOST);
        assertThat(moves()).singleElement().isInstanceOf(RunMove.GiveUp.class);
    }

    @Test
    void attempts_are_limited() {
        go("0-recheck");
        int attempts = 0;
        while (run.open()) {
            var moves = moves();
            attempts +=
                    (int) moves.stream().filter(m -> m instanceof RunMove.Start).count();
            take(moves);
            if (run.step(new StepId("1-steer/fake:www")).orElseThrow().state() == StepState.STARTED) {
                end("1-steer/fake:www", BUSY);
            }
            now = now.plusSeconds(5);
            assertThat(attempts).isLessThan(1_000);
        }
        assertThat(run.ending()).contains(Ending.ABORTED);
        assertThat(attempts).isBetween(100, 200);
    }

    /** Whatever attempts come to, in whatever order: the run ends, and only a planned one is taken back. */
    @Test
    void every_run_comes_to_an_end() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var kind = List.of(RunKind.values()).get(random.nextInt(4));
            run = Runs.waiting(kind, WWW, API);
            int turns = 0;
            while (run.open()) {
                assertThat(turns++).as("seed %d, %s", seed, run).isLessThan(5_000);
                boolean ready = random.nextInt(4) > 0;
                take(driver.next(run, ready ? READY : new Readiness(false, Optional.of(Shop.T0), Shop.T0), now));
                for (var p : run.steps()) {
                    if (p.state() == StepState.STARTED && p.step().kind() != StepKind.DRAIN && random.nextBoolean()) {
                        end(
                                p.step().id().value(),
                                List.of(DONE, DONE, BUSY, LOST, NEVER).get(random.nextInt(5)));
                    }
                }
                now = now.plusMillis(random.nextInt(20_000));
            }
            boolean steered = run.steps().stream().anyMatch(p -> p.step().kind() == StepKind.TAKE_BACK);
            assertThat(steered && !kind.planned()).as("seed %d", seed).isFalse();
            if (run.ending().equals(Optional.of(Ending.SUCCEEDED))) {
                assertThat(run.steps()).as("seed %d", seed).allMatch(p -> p.state() == StepState.DONE);
            }
            if (run.ending().equals(Optional.of(Ending.ABORTED))) {
                assertThat(run.mayHaveMoved()).as("seed %d", seed).isFalse();
            }
        }
    }

    private void toStage4() {
        go("0-recheck");
        for (var p : run.steps()) {
            if (p.step().kind() == StepKind.LOWER_TTL) {
                started();
                end(p.step().id().value(), DONE);
            }
        }
        started();
        now = now.plus(DRAIN.multipliedBy(2));
        started();
        end("3-recheck", DONE);
    }

    private void toSteering() {
        toStage4();
        started();
    }

    private void go(String step) {
        assertThat(started()).containsExactly(step);
        end(step, DONE);
    }

    private List<RunMove> moves() {
        return driver.next(run, READY, now);
    }

    /** Takes every move that is due, until the run waits; the steps that were started. */
    private List<String> started() {
        var started = new ArrayList<String>();
        for (var moves = moves(); !moves.isEmpty() && run.open(); moves = moves()) {
            moves.stream()
                    .filter(m -> m instanceof RunMove.Start)
                    .map(m -> ((RunMove.Start) m).step().id().value())
                    .forEach(started::add);
            take(moves);
        }
        return started;
    }

    private Ending end() {
        started();
        return run.ending().orElseThrow();
    }

    private void end(String step, StepResult result) {
        var trigger = switch (result) {
            case StepResult.Done _ -> StepTrigger.DONE;
            case StepResult.NotDone _ -> StepTrigger.NOT_DONE;
            case StepResult.Unclear _ -> StepTrigger.UNCLEAR;
        };
        apply(step, trigger, Optional.of(result));
    }

    private void take(List<RunMove> moves) {
        for (var move : moves) {
            switch (move) {
                case RunMove.Start start -> apply(start.step().id().value(), StepTrigger.START, Optional.empty());
                case RunMove.Complete done -> {
                    var id = done.step().id().value();
                    boolean waits = run.step(done.step().id()).orElseThrow().state() == StepState.STARTED;
                    if (!waits) apply(id, StepTrigger.START, Optional.empty());
                    apply(id, StepTrigger.DONE, Optional.of(DONE));
                }
                case RunMove.LoseSight lost -> end(lost.step().id().value(), new StepResult.Unclear(lost.problem()));
                case RunMove.Waive waived ->
                    apply(
                            waived.step().id().value(),
                            StepTrigger.WAIVE,
                            Optional.of(new StepResult.NotDone(waived.problem())));
                case RunMove.GiveUp up ->
                    apply(
                            up.step().id().value(),
                            StepTrigger.GIVE_UP,
                            Optional.of(new StepResult.NotDone(up.problem())));
                case RunMove.TakeBack back -> {
                    var steps = new ArrayList<StepProgress>();
                    for (var p : run.steps()) {
                        steps.add(p.state().ended() ? p : p.after(StepTrigger.GIVE_UP, now, Optional.empty()));
                    }
                    back.steps().forEach(step -> steps.add(StepProgress.waiting(step, now)));
                    run = run.takenBack(back.why(), steps);
                }
                case RunMove.End end -> run = run.ended(end.ending(), now);
            }
        }
    }

    private void apply(String id, StepTrigger trigger, Optional<StepResult> result) {
        assertThat(run.step(new StepId(id))).as("%s in %s", id, run.steps()).isPresent();
        run = run.withSteps(run.steps().stream()
                .map(p -> p.step().id().value().equals(id) ? p.after(trigger, now, result) : p)
                .toList());
    }
}
