package dev.leeward.api;

import dev.leeward.agents.AgentDesk;
import dev.leeward.agents.AgentId;
import dev.leeward.agents.AgentReport;
import dev.leeward.api.body.AgentsBody;
import dev.leeward.evidence.Cursor;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What agents ask and tell; each only for the service and region that its token is of. */
final class AgentRoutes {
    private final AgentDesk desk;

    AgentRoutes(AgentDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.view("/api/v1/agents", this::all),
                Route.agent("/api/v1/agents/orders", this::orders),
                Route.agentTells("/api/v1/agents/reports", this::report));
    }

    private void all(Exchange exchange) {
        exchange.json(200, AgentsBody.of(desk.standings()));
    }

    private void orders(Exchange exchange) {
        var cursor = exchange.query("after").flatMap(Cursor::parse);
        try {
            desk.orders(of(exchange), cursor, exchange.patience())
                    .ifPresentOrElse(
                            orders -> exchange.text(
                                    200, "application/json", new String(orders.json(), StandardCharsets.UTF_8)),
                            () -> exchange.problem(
                                    503,
                                    Problem.passing(
                                            FaultCode.EXHAUSTED,
                                            "too many agents wait for orders already",
                                            Duration.ofSeconds(1))));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            exchange.problem(503, Problem.passing(FaultCode.UNAVAILABLE, "this node is stopping"));
        }
    }

    private void report(Exchange exchange) throws IOException {
        var body = exchange.body();
        if (body.isEmpty()) {
            exchange.problem(
                    413, Problem.lasting(FaultCode.EXHAUSTED, "a report has at most " + Exchange.MAX_BODY + " bytes"));
            return;
        }
        var report = AgentReport.parse(body.get());
        if (report.isEmpty()) {
            exchange.problem(400, Problem.lasting(FaultCode.GARBLED, "the body is not a report of an agent"));
            return;
        }
        exchange.json(200, Map.of("heard", desk.report(of(exchange), report.get())));
    }

    private static AgentId of(Exchange exchange) {
        return exchange.caller().agent().orElseThrow();
    }
}
