package dev.leeward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.unit.FakeUnits;
import dev.leeward.agents.AgentOrder;
import dev.leeward.config.load.HostFile;
import dev.leeward.fault.FaultCode;
import dev.leeward.secret.Environment;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.testkit.Await;
import dev.leeward.unit.Units.Doing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent with its orchestrator, over units in memory. */
final class AgentTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final FakeUnits units = new FakeUnits("cron.service", "php8.2-fpm.service");

    @BeforeEach
    void place() throws IOException {
        Files.writeString(folder.resolve("environment"), "AWS_REGION=us-east-1\n");
        Files.writeString(folder.resolve("up"), "");
    }

    @Test
    void health_is_what_its_own_checks_say_and_a_fence_overrules_them() throws IOException {
        try (var orchestrator = new OrchestratorFixture();
                var agent = start(orchestrator)) {
            awaitStatus(agent, 200);
            assertThat(get(agent, "/health/plain", "").body()).isEqualTo("ok\n");
            assertThat(get(agent, "/health", "text/plain").body()).isEqualTo("ok\n");
            assertThat(get(agent, "/health", "").body())
                    .contains("\"id\":\"command-1\"", "\"ageSeconds\":", "\"fresh\":true", "\"heardSecondsAgo\":");

            Files.delete(folder.resolve("up"));
            awaitStatus(agent, 503);
            assertThat(get(agent, "/health/plain", "").body()).isEqualTo("failing\n");
            Files.writeString(folder.resolve("up"), "");
            awaitStatus(agent, 200);

            orchestrator.apply(new AgentOrder.Fence("shop/7/fence", new Epoch(7), "it is dead"));
            assertThat(get(agent, "/health", "").statusCode()).isEqualTo(503);
            assertThat(get(agent, "/health", "").body()).contains("\"status\":\"fenced\"", "it is dead");
            assertThat(get(agent, "/metrics", "").body()).contains("leeward_agent_fenced 1", "leeward_agent_serves 0");
            Await.until(
                    "it says so in its reports",
                    BOUND,
                    () -> orchestrator
                            .report()
                            .filter(report -> report.fence().isPresent()
                                    && !report.health().serves())
                            .isPresent());

            orchestrator.apply(new AgentOrder.Release("shop/8/release", new Epoch(8)));
            awaitStatus(agent, 200);
        }
    }

    @Test
    void an_order_of_a_lower_epoch_is_refused_also_after_a_restart() throws IOException {
        try (var orchestrator = new OrchestratorFixture()) {
            try (var _ = start(orchestrator)) {
                orchestrator.apply(settings("shop/9/set", 9, "eu-central-1"));
            }
            assertThat(folder.resolve("environment")).content().contains("LEEWARD_EPOCH=9\n");
        }
        try (var deposed = new OrchestratorFixture();
                var agent = start(deposed)) {
            assertThat(agent.epoch()).isEqualTo(9);
            var late = deposed.carryOut(new AgentOrder.Fence("shop/8/fence", new Epoch(8), "late"));
            assertThat(late)
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.FENCED));
            assertThat(units.doing("cron.service")).isEqualTo(Doing.ACTIVE);
            assertThat(folder.resolve("maintenance")).doesNotExist();
        }
    }

    @Test
    void a_fence_that_comes_after_the_release_of_its_own_run_is_refused_also_after_a_restart() throws IOException {
        try (var orchestrator = new OrchestratorFixture();
                var _ = start(orchestrator)) {
            orchestrator.apply(new AgentOrder.Release("shop/7/5-release/fence", new Epoch(7)));
        }
        try (var deposed = new OrchestratorFixture();
                var _ = start(deposed)) {
            var late = deposed.carryOut(new AgentOrder.Fence("shop/7/1-fence", new Epoch(7), "held up on its way"));
            assertThat(late)
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.FENCED));
            assertThat(folder.resolve("maintenance")).doesNotExist();
            deposed.apply(settings("shop/7/6-settings", 7, "eu-central-1"));
            deposed.apply(new AgentOrder.Fence("shop/8/1-fence", new Epoch(8), "of the next run"));
        }
    }

    @Test
    void the_same_operation_is_answered_and_not_done_again() throws IOException {
        try (var orchestrator = new OrchestratorFixture();
                var _ = start(orchestrator)) {
            var order = settings("shop/7/set", 7, "eu-central-1");
            orchestrator.apply(order);
            int before = units.calls().size();
            Files.writeString(folder.resolve("environment"), "AWS_REGION=by-hand\n");
            orchestrator.order(order);
            assertThat(orchestrator.carryOut(new AgentOrder.Release("shop/7/release", new Epoch(7))))
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(orchestrator.isApplied(order)).isTrue();
            assertThat(units.calls()).hasSize(before);
            assertThat(folder.resolve("environment")).hasContent("AWS_REGION=by-hand\n");
        }
    }

    @Test
    void an_order_told_again_beside_another_one_is_not_tried_again() throws IOException {
        try (var orchestrator = new OrchestratorFixture();
                var _ = start(orchestrator)) {
            var fence = new AgentOrder.Fence("shop/7/fence", new Epoch(7), "it is dead");
            orchestrator.apply(fence);
            units.jam("php8.2-fpm.service");
            var broken = settings("shop/8/set", 8, "eu-central-1");
            assertThat(orchestrator.carryOut(broken)).isInstanceOf(Outcome.Unknown.class);
            assertThat(orchestrator.isApplied(fence))
                    .as("of a lower epoch, and held")
                    .isTrue();
            int before = units.calls().size();
            orchestrator.apply(new AgentOrder.Release("shop/9/release", new Epoch(9)));
            assertThat(units.calls().subList(before, units.calls().size())).containsExactly("START cron.service");

            units.free("php8.2-fpm.service");
            orchestrator.apply(settings("shop/9/set", 9, "eu-central-1"));
        }
    }

    @Test
    void an_order_that_asks_for_too_much_is_refused_and_the_agent_goes_on() throws IOException {
        try (var orchestrator = new OrchestratorFixture();
                var _ = start(orchestrator)) {
            var greedy = new AgentOrder.Settings("shop/7/set", new Epoch(7), Map.of("LD_PRELOAD", "/tmp/x"));
            assertThat(orchestrator.carryOut(greedy)).isInstanceOf(Outcome.Untouched.class);
            orchestrator.apply(settings("shop/7/again", 7, "eu-central-1"));
        }
    }

    @Test
    void with_all_orchestrators_gone_a_fence_is_held_on_and_its_age_is_told() throws IOException {
        var orchestrator = new OrchestratorFixture();
        try (var agent = start(orchestrator)) {
            orchestrator.apply(new AgentOrder.Fence("shop/7/fence", new Epoch(7), "it is dead"));
            orchestrator.close();
            units.set("cron.service", Doing.ACTIVE);
            Await.until("it is stopped again", BOUND, () -> units.doing("cron.service") == Doing.INACTIVE);
            Await.until(
                    "it says that nobody answers",
                    BOUND,
                    () -> get(agent, "/health", "").body().contains("\"trouble\":\"no answer"));
            assertThat(get(agent, "/health", "").body()).contains("\"ordersAgeSeconds\":", "\"whole\":true");
        }
    }

    private static AgentOrder settings(String id, long epoch, String region) {
        return new AgentOrder.Settings(id, new Epoch(epoch), Map.of("AWS_REGION", region));
    }

    private Agent start(OrchestratorFixture orchestrator) throws IOException {
        var file = Files.writeString(folder.resolve("agent.yaml"), """
                service: shop
                region: us-east
                name: web-1
                state: state
                token: "${env:AGENT_TOKEN}"
                orchestrators: [{url: "http://127.0.0.1:%d"}]
                health: {listen: "127.0.0.1:0"}
                checks:
                  - command: {argv: [/usr/bin/test, -f, "%s/up"], interval: 200ms, timeout: 5s}
                  - disk: {path: ., free-percent: 0}
                settings: {file: environment, keys: ["LEEWARD_*", AWS_REGION], restart: [php8.2-fpm.service], within: 20s}
                fence: {flag: maintenance, stop: [cron.service], every: 200ms}
                """.formatted(orchestrator.port(), folder));
        var read = HostFile.read(file, Environment.of(Map.of("AGENT_TOKEN", OrchestratorFixture.TOKEN)));
        var settings = read.settings().orElseThrow(() -> new AssertionError(read.remarks()));
        return switch (Agent.start(settings, "test", units, () -> {})) {
            case Agent.Start.Running(Agent agent) -> agent;
            case Agent.Start.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    private static void awaitStatus(Agent agent, int status) {
        Await.until(
                "health answers " + status,
                BOUND,
                () -> get(agent, "/health", "").statusCode() == status);
    }

    private static HttpResponse<String> get(Agent agent, String path, String accept) {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(agent.health() + path)).timeout(BOUND);
            if (!accept.isEmpty()) request.header("Accept", accept);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
