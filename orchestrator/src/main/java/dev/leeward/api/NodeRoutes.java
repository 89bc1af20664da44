package dev.leeward.api;

import dev.leeward.api.body.ClusterBody;
import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.api.body.ReloadBody;
import dev.leeward.control.Desk;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.List;

/** What can be asked of the node itself. */
final class NodeRoutes {
    private final Desk desk;

    NodeRoutes(Desk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(Route.operate("/api/v1/reload", this::reload), Route.view("/api/v1/cluster", this::cluster));
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

    private void cluster(Exchange exchange) {
        exchange.json(200, ClusterBody.of(desk.lead(), desk.company(), desk.vantagePoints()));
    }
}
