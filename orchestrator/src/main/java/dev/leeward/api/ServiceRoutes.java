package dev.leeward.api;

import dev.leeward.api.body.OrderReplyBody;
import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.api.body.RuleBody;
import dev.leeward.api.body.ServiceBody;
import dev.leeward.api.body.ServicesBody;
import dev.leeward.api.body.WhyBody;
import dev.leeward.control.Desk;
import dev.leeward.control.OrderReply;
import dev.leeward.control.ServiceView;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What can be asked of services, and ordered. */
final class ServiceRoutes {
    private final Desk desk;

    ServiceRoutes(Desk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.view("/api/v1/services", this::all),
                Route.view("/api/v1/services/{name}", this::one),
                Route.view("/api/v1/services/{name}/why", this::why),
                Route.operate("/api/v1/services/{name}/orders", this::order));
    }

    private void all(Exchange exchange) {
        exchange.json(
                200,
                new ServicesBody(
                        desk.services().stream().map(ServiceBody::of).toList(),
                        desk.lead().silentSince()));
    }

    private void one(Exchange exchange) {
        find(exchange).ifPresent(view -> exchange.json(200, ServiceBody.of(view)));
    }

    private void why(Exchange exchange) {
        find(exchange).ifPresent(view -> exchange.json(200, WhyBody.of(view)));
    }

    private void order(Exchange exchange) throws IOException {
        var view = find(exchange);
        if (view.isEmpty()) return;
        var body = exchange.body();
        if (body.isEmpty()) {
            tooLarge(exchange);
            return;
        }
        var json = parse(body.get());
        if (json.isEmpty()) {
            exchange.problem(400, Problem.lasting(FaultCode.GARBLED, "the body is not JSON"));
            return;
        }
        var name = view.get().service().name();
        switch (OrderReading.read(json.get(), name, exchange.caller().name())) {
            case OrderReading.Read.Wrong wrong -> unreadable(exchange, wrong.faults());
            case OrderReading.Read.Ordered ordered -> {
                var reply = Waiting.on(desk.submit(ordered.order(), ordered.dryRun()), "the order");
                answer(exchange, reply, ordered.dryRun());
            }
        }
    }

    private static void answer(Exchange exchange, Waiting.Waited<OrderReply> waited, boolean dryRun) {
        switch (waited) {
            case Waiting.Waited.Missed<OrderReply> missed -> exchange.problem(missed.status(), missed.problem());
            case Waiting.Waited.Answered<OrderReply>(OrderReply reply)
            when reply.accepted() -> exchange.json(200, OrderReplyBody.of(reply, dryRun));
            case Waiting.Waited.Answered<OrderReply>(OrderReply reply) ->
                exchange.problem(
                        409,
                        Problem.lasting(FaultCode.UNSAFE, reply.reason().sentence()),
                        List.of(),
                        reply.reason().checks().stream().map(RuleBody::of).toList());
        }
    }

    private static void unreadable(Exchange exchange, List<Fault> faults) {
        exchange.problem(
                422,
                Problem.lasting(FaultCode.REJECTED, "the order is not complete and correct; nothing was done"),
                faults,
                List.of());
    }

    private static void tooLarge(Exchange exchange) {
        exchange.problem(
                413,
                Problem.lasting(
                        FaultCode.EXHAUSTED,
                        "the body is larger than " + Exchange.MAX_BODY + " bytes, or took too long"));
    }

    private Optional<ServiceView> find(Exchange exchange) {
        return Subject.of(desk, exchange);
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            var node = Json.MAPPER.readTree(body);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
