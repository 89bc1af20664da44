package dev.leeward.control;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Runs;
import dev.leeward.fixture.Shop;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StepScriptTest {
    @Test
    void steering_plans_on_what_stands_there_and_applies_that_plan() {
        var plan = (StepCall.Plan) begin(RunKind.FAILOVER, StepKind.STEER);
        var apply = (StepCall.Apply) planned(plan, EAST);
        assertThat(apply.plan().order().to()).isEqualTo(WEST);
        assertThat(result(apply.then().apply(new Outcome.Applied("done")))).isEqualTo(new StepResult.Done("done"));
    }

    @Test
    void a_step_about_a_ttl_leaves_a_name_alone_that_answers_another_region_by_now() {
        for (var kind : List.of(RunKind.SETTLE, RunKind.SWITCHOVER)) {
            var step = kind == RunKind.SETTLE ? StepKind.RESTORE_TTL : StepKind.LOWER_TTL;
            var stays = kind == RunKind.SETTLE ? WEST : EAST;
            var elsewhere = stays.equals(WEST) ? EAST : WEST;
            var plan = (StepCall.Plan) begin(kind, step);
            var result = result(planned(plan, elsewhere));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            StepResult.NotDone.class,
                            n -> assertThat(n.problem().code()).isEqualTo(FaultCode.UNSAFE));
            assertThat(planned(plan, stays)).isInstanceOf(StepCall.Apply.class);
        }
    }

    @Test
    void name_servers_and_the_region_itself_both_have_to_answer() {
        var verify = (StepCall.Verify) begin(RunKind.FAILOVER, StepKind.VERIFY);
        var proven = new Verification.Proven(List.of(new Verification.Witness("ns1", Verification.State.CURRENT, "")));
        var look = (StepCall.Look) verify.then().apply(proven);
        assertThat(look.region().name()).isEqualTo(WEST);
        var probe = look.region().probes().getFirst();
        assertThat(result(look.then().apply(Map.of(probe, Looks.OK)))).isInstanceOf(StepResult.Done.class);
        assertThat(result(look.then().apply(Map.of(probe, Looks.OPEN)))).isInstanceOf(StepResult.NotDone.class);
        assertThat(result(look.then().apply(Map.of()))).isInstanceOf(StepResult.NotDone.class);
        assertThat(result(verify.then().apply(new Verification.NotYet(List.of()))))
                .isInstanceOf(StepResult.NotDone.class);
    }

    @Test
    void waiting_and_telling_are_nobodys_calls() {
        assertThatThrownBy(() -> begin(RunKind.SWITCHOVER, StepKind.DRAIN)).isInstanceOf(IllegalStateException.class);
    }

    private static StepCall begin(RunKind kind, StepKind step) {
        var run = Runs.waiting(kind, WWW);
        var wanted = run.steps().stream()
                .map(p -> p.step())
                .filter(s -> s.kind() == step)
                .findFirst()
                .orElseThrow();
        var service = Shop.with(List.of(WWW), EAST, WEST);
        return StepScript.of(new Effect.Attempt(service, run, wanted, 1, Duration.ofSeconds(10)));
    }

    private static StepCall planned(StepCall.Plan plan, RegionName stands) {
        var found = new Reading.Found(Shop.region(stands).endpoints().byType(), Optional.empty(), Epoch.NONE);
        return plan.then().apply(new Planned.Ready(new SteeringPlan(plan.target(), plan.order(), found, List.of())));
    }

    private static StepResult result(StepCall call) {
        return ((StepCall.Over) call).result();
    }
}
