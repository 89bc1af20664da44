package dev.leeward.api;

import dev.leeward.api.body.ClusterBody;
import dev.leeward.api.body.NodeBody;
import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.api.body.ReloadBody;
import dev.leeward.control.Desk;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.List;
import java.util.function.Supplier;

/** What can be asked of the node itself. */
final class NodeRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Desk desk;
    private final Supplier<String> metrics;

    NodeRoutes(Desk desk, Supplier<String> metrics) {
        this.desk = desk;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.operate("/api/v1/reload", this::reload),
                Route.view(
                        "/api/v1/cluster", exchange -> exchange.json(200, ClusterBody.of(desk.lead(), desk.company()))),
                Route.view("/metrics", exchange -> exchange.text(200, PROMETHEUS, metrics.get())),
                Route.open("/livez", this::live),
                Route.open("/readyz", this::ready));
    }

    private void reload(Exchange exchange) {
        switch (Waiting.on(desk.reload(), "the reload")) {
            case Waiting.Waited.Missed<List<String>> missed -> exchange.problem(missed.status(), missed.problem());
            case Waiting.Waited.Answered<List<String>>(List<String> errors)
            when errors.isEmpty() ->
                exchange.json(200, new ReloadBody(true, "the configuration was read again and is in force"));
            case Waiting.Waited.Answered<List<String>>(List<String> errors) ->
                exchange.problem(
                        422,
                        Problem.lasting(
                                FaultCode.MISCONFIGURED, "the configuration has errors; the one before stays in force"),
                        errors.stream().map(Fault::general).toList(),
                        List.of());
        }
    }

    private void live(Exchange exchange) {
        var readiness = desk.readiness();
        exchange.json(readiness.live() ? 200 : 503, NodeBody.of(readiness));
    }

    private void ready(Exchange exchange) {
        var readiness = desk.readiness();
        exchange.json(readiness.ready() ? 200 : 503, NodeBody.of(readiness));
    }
}
