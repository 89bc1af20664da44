package dev.leeward.agent.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.settings.EnvironmentFile;
import dev.leeward.agent.state.StateFile;
import dev.leeward.agent.unit.FakeUnits;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.OutcomeNote;
import dev.leeward.config.host.FenceSettings;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.unit.Units.Doing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FenceWorkTest {
    private static final AgentOrder.Fence FENCE = new AgentOrder.Fence("shop/7/fence", new Epoch(7), "us-east is dead");
    private static final AgentOrder.Release RELEASE = new AgentOrder.Release("shop/8/release", new Epoch(8));

    @TempDir
    Path folder;

    private final FakeUnits units = new FakeUnits("cron.service", "queue.timer");
    private StateFile state;
    private FenceWork work;
    private Path flag;
    private Path environment;

    @BeforeEach
    void begin() throws IOException {
        flag = folder.resolve("maintenance");
        environment = Files.writeString(folder.resolve("environment"), "LEEWARD_FENCED=no\n");
        units.set("idle.service", Doing.INACTIVE);
        open();
    }

    @AfterEach
    void end() throws IOException {
        state.close();
    }

    @Test
    void a_fence_raises_the_flag_says_so_in_the_environment_and_stops_what_works_by_itself() throws IOException {
        fence();
        assertThat(flag).hasContent("us-east is dead");
        assertThat(environment).hasContent("LEEWARD_FENCED=yes");
        assertThat(units.doing("cron.service")).isEqualTo(Doing.INACTIVE);
        assertThat(units.doing("queue.timer")).isEqualTo(Doing.INACTIVE);
        assertThat(outcome(FENCE)).isInstanceOf(Outcome.Applied.class);
        assertThat(work.looked().whole()).isTrue();
    }

    @Test
    void what_somebody_starts_again_is_stopped_again_and_a_flag_that_was_removed_comes_back() throws IOException {
        fence();
        units.set("queue.timer", Doing.ACTIVE);
        Files.delete(flag);
        Files.writeString(environment, "LEEWARD_FENCED=no\n");
        work.tend();
        assertThat(units.doing("queue.timer")).isEqualTo(Doing.INACTIVE);
        assertThat(flag).exists();
        assertThat(environment).hasContent("LEEWARD_FENCED=yes");
    }

    @Test
    void a_fence_with_a_hole_is_unknown_until_the_hole_is_closed() throws IOException {
        units.jam("cron.service");
        fence();
        assertThat(outcome(FENCE)).isInstanceOf(Outcome.Unknown.class);
        assertThat(units.doing("queue.timer"))
                .as("the rest is done all the same")
                .isEqualTo(Doing.INACTIVE);
        assertThat(work.looked().whole()).isFalse();
        units.free("cron.service");
        work.tend();
        assertThat(outcome(FENCE)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void a_fence_outlives_a_restart_and_is_put_right_after_it() throws IOException {
        fence();
        state.close();
        units.set("cron.service", Doing.ACTIVE);
        open();
        assertThat(state.now().fence()).isPresent();
        work.tend();
        assertThat(units.doing("cron.service")).isEqualTo(Doing.INACTIVE);
    }

    @Test
    void a_release_starts_what_the_fence_stopped_and_nothing_else() throws IOException {
        fence();
        work.accept(RELEASE, "b-2");
        assertThat(state.now().fence()).as("held until all of it is away").isPresent();
        work.tend();
        assertThat(state.now().fence()).isEmpty();
        assertThat(flag).doesNotExist();
        assertThat(environment).hasContent("LEEWARD_FENCED=no");
        assertThat(units.doing("cron.service")).isEqualTo(Doing.ACTIVE);
        assertThat(units.doing("idle.service")).isEqualTo(Doing.INACTIVE);
        assertThat(outcome(RELEASE)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void a_second_fence_does_not_forget_what_the_first_one_stopped() throws IOException {
        fence();
        work.accept(new AgentOrder.Fence("shop/8/fence", new Epoch(8), "again"), "b-2");
        work.tend();
        work.accept(new AgentOrder.Release("shop/9/release", new Epoch(9)), "b-3");
        work.tend();
        assertThat(units.doing("cron.service")).isEqualTo(Doing.ACTIVE);
    }

    @Test
    void a_release_that_does_not_succeed_keeps_health_at_no() throws IOException {
        fence();
        units.jam("cron.service");
        work.accept(RELEASE, "b-2");
        work.tend();
        assertThat(state.now().fence()).isPresent();
        assertThat(outcome(RELEASE)).isInstanceOf(Outcome.Unknown.class);
        units.free("cron.service");
        work.tend();
        assertThat(state.now().fence()).isEmpty();
    }

    @Test
    void releasing_nothing_is_done_at_once() throws IOException {
        work.accept(RELEASE, "b-2");
        assertThat(outcome(RELEASE)).isInstanceOf(Outcome.Applied.class);
        assertThat(units.calls()).isEmpty();
    }

    private void fence() throws IOException {
        work.accept(FENCE, "b-1");
        work.tend();
    }

    private Outcome outcome(AgentOrder order) {
        return state.now().outcome(order.operationId()).map(OutcomeNote::value).orElseThrow();
    }

    private void open() throws IOException {
        state = StateFile.open(folder.resolve("state"));
        var settings = new FenceSettings(
                Optional.of(flag),
                Optional.empty(),
                Optional.empty(),
                List.of("cron.service", "queue.timer", "idle.service"),
                Duration.ofSeconds(1));
        var deeds = new FenceDeeds(settings, Optional.of(new EnvironmentFile(environment)), units);
        work = new FenceWork(deeds, state, InstantSource.system());
    }
}
