package dev.leeward.api;

import dev.leeward.api.body.NodeBody;
import dev.leeward.control.Desk.Readiness;
import java.util.List;
import java.util.function.Supplier;

/** What every kind of node answers: how it is, and what it measured. */
final class HealthRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Readiness> readiness;
    private final Supplier<String> metrics;

    HealthRoutes(Supplier<Readiness> readiness, Supplier<String> metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.view("/metrics", exchange -> exchange.text(200, PROMETHEUS, metrics.get())),
                Route.open("/livez", this::live),
                Route.open("/readyz", this::ready));
    }

    private void live(Exchange exchange) {
        var now = readiness.get();
        exchange.json(now.live() ? 200 : 503, NodeBody.of(now));
    }

    private void ready(Exchange exchange) {
        var now = readiness.get();
        exchange.json(now.ready() ? 200 : 503, NodeBody.of(now));
    }
}
