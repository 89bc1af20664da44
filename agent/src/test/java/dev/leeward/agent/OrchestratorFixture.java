package dev.leeward.agent;

import dev.leeward.agents.AgentAnswer;
import dev.leeward.agents.AgentDesk;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.AgentReport;
import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiServer;
import dev.leeward.api.ApiStart;
import dev.leeward.config.AgentSettings;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Outcome;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.FakeDesk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The orchestrator's side of the link, over its real API. */
final class OrchestratorFixture implements AutoCloseable {
    static final String TOKEN = "agents-token-0123456789ab";
    static final ServiceName SHOP = new ServiceName("shop");
    static final RegionName EAST = new RegionName("us-east");
    private static final Duration BOUND = Duration.ofSeconds(60);

    final AgentDesk desk = new AgentDesk(() -> true);
    private final ApiServer server;

    OrchestratorFixture() {
        desk.configured(List.of(new AgentSettings(SHOP, EAST, "web-1", Secret.of(TOKEN))));
        server = switch (ApiServer.start(ApiOptions.loopback(0).withAgents(desk), new FakeDesk())) {
            case ApiStart.Started started -> started.server();
            case ApiStart.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    int port() {
        return server.port();
    }

    void order(AgentOrder order) {
        var refused = desk.order(SHOP, EAST, order);
        if (refused.isPresent()) throw new AssertionError(refused.get());
    }

    Optional<Outcome> outcome(AgentOrder order) {
        return desk.outcome(SHOP, EAST, order.operationId()).get("web-1") instanceof AgentAnswer.Told(Outcome outcome)
                ? Optional.of(outcome)
                : Optional.empty();
    }

    boolean isApplied(AgentOrder order) {
        return outcome(order)
                .filter(outcome -> outcome instanceof Outcome.Applied)
                .isPresent();
    }

    Optional<AgentReport> report() {
        return desk.known(SHOP, EAST).getFirst().report();
    }

    /** Gives the order and waits for what the agent says of it. */
    Outcome carryOut(AgentOrder order) {
        order(order);
        Await.until("an outcome of " + order, BOUND, () -> outcome(order).isPresent());
        return outcome(order).orElseThrow();
    }

    /** Gives the order and waits until it is applied. */
    void apply(AgentOrder order) {
        order(order);
        Await.until(order + " is applied", BOUND, () -> isApplied(order));
    }

    @Override
    public void close() {
        desk.close();
        server.close();
    }
}
