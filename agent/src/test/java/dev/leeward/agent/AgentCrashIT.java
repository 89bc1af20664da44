package dev.leeward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.unit.FakeSystemctl;
import dev.leeward.agents.AgentOrder;
import dev.leeward.steering.Epoch;
import dev.leeward.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often the agent loses its power: what was ordered ends up as it would have without. */
final class AgentCrashIT {
    private static final AgentOrder FENCE = new AgentOrder.Fence("shop/7/fence", new Epoch(7), "us-east is dead");
    private static final AgentOrder SETTINGS =
            new AgentOrder.Settings("shop/8/set", new Epoch(8), Map.of("AWS_REGION", "eu-central-1"));
    private static final AgentOrder RELEASE = new AgentOrder.Release("shop/9/release", new Epoch(9));
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MOST_LIVES = 25;

    @TempDir
    Path folder;

    @BeforeEach
    void place() throws IOException {
        FakeSystemctl.in(folder);
        FakeSystemctl.run(folder, "cron.service");
        FakeSystemctl.run(folder, "php8.2-fpm.service");
        Files.writeString(folder.resolve("environment"), "LEEWARD_FENCED=no\nAWS_REGION=us-east-1\n");
    }

    @Test
    void dying_after_everything_it_writes_it_comes_to_the_same_end() throws IOException {
        try (var orchestrator = new OrchestratorFixture()) {
            configure(orchestrator);
            assertThat(lives(orchestrator, FENCE)).isGreaterThan(2);
            assertFenced();
            assertThat(lives(orchestrator, SETTINGS)).isGreaterThan(3);
            assertFenced();
            assertThat(Files.readString(folder.resolve("environment"))).contains("AWS_REGION=eu-central-1\n");
            assertThat(lives(orchestrator, RELEASE)).isGreaterThan(2);
            assertReleased();
        }
    }

    @Test
    void dying_in_the_middle_of_what_it_does_it_comes_to_the_same_end() throws IOException {
        for (var verb : new String[] {"stop", "restart", "start"})
            Files.writeString(folder.resolve("kill-at-" + verb), "");
        try (var orchestrator = new OrchestratorFixture()) {
            configure(orchestrator);
            assertThat(lives(orchestrator, FENCE, false)).isEqualTo(2);
            assertFenced();
            assertThat(lives(orchestrator, SETTINGS, false)).isEqualTo(2);
            assertThat(lives(orchestrator, RELEASE, false)).isEqualTo(2);
            assertReleased();
            assertThat(Files.readString(folder.resolve("environment"))).contains("AWS_REGION=eu-central-1\n");
        }
    }

    private void assertFenced() throws IOException {
        assertThat(folder.resolve("maintenance")).hasContent("us-east is dead");
        assertThat(Files.readString(folder.resolve("environment"))).contains("LEEWARD_FENCED=yes\n");
        assertThat(FakeSystemctl.runs(folder, "cron.service")).isFalse();
    }

    private void assertReleased() throws IOException {
        assertThat(folder.resolve("maintenance")).doesNotExist();
        assertThat(Files.readString(folder.resolve("environment"))).contains("LEEWARD_FENCED=no\n");
        assertThat(FakeSystemctl.runs(folder, "cron.service")).isTrue();
        assertThat(FakeSystemctl.runs(folder, "php8.2-fpm.service")).isTrue();
        assertThat(folder.resolve("environment.new")).doesNotExist();
    }

    private int lives(OrchestratorFixture orchestrator, AgentOrder order) {
        return lives(orchestrator, order, true);
    }

    /** Gives the order, and starts agent after agent until one has said that it is applied; how many it took. */
    private int lives(OrchestratorFixture orchestrator, AgentOrder order, boolean mortal) {
        orchestrator.order(order);
        for (int life = 1; life <= MOST_LIVES; life++) {
            try (var agent = AgentProcess.start(folder, mortal)) {
                Await.until(
                        order + " is applied, or it dies again",
                        LIFE,
                        () -> !agent.isAlive() || orchestrator.isApplied(order));
                if (orchestrator.isApplied(order)) {
                    agent.kill();
                    return life;
                }
                assertThat(agent.exitCode(LIFE)).as(agent.output()).isEqualTo(137);
            }
        }
        throw new AssertionError(order + " is not applied after " + MOST_LIVES + " lives");
    }

    private void configure(OrchestratorFixture orchestrator) throws IOException {
        Files.writeString(folder.resolve("agent.yaml"), """
                service: shop
                region: us-east
                name: web-1
                state: state
                token: "${env:AGENT_TOKEN}"
                orchestrators: [{url: "http://127.0.0.1:%1$d"}]
                health: {listen: "127.0.0.1:0"}
                systemd: {program: ["%2$s/systemctl"], limit: 10s}
                checks: [{command: {argv: [/bin/true], interval: 500ms}}]
                settings: {file: environment, keys: ["LEEWARD_*", AWS_REGION], restart: [php8.2-fpm.service], within: 20s}
                fence: {flag: maintenance, stop: [cron.service], every: 200ms}
                """.formatted(orchestrator.port(), folder));
    }
}
