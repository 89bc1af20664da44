package dev.leeward.api;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.UnreadableJournalException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects requests to routes; whatever fits none gets a problem in the same form as all others. */
final class Switchboard {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    private final List<Route> routes;
    private final Gate gate;

    Switchboard(List<Route> routes, Gate gate) {
        this.routes = List.copyOf(routes);
        this.gate = gate;
    }

    HttpRouting.Builder routing() {
        var routing = HttpRouting.builder();
        for (var route : routes) {
            routing.route(route.method(), route.path(), (request, response) -> gate.pass(route, request, response));
        }
        routing.any(this::nothing);
        routing.error(HttpException.class, this::refused);
        routing.error(UnreadableJournalException.class, this::unreadable);
        routing.error(Exception.class, this::failed);
        return routing;
    }

    private void unreadable(ServerRequest request, ServerResponse response, UnreadableJournalException e) {
        if (response.isSent()) return;
        new Exchange(request, response, Caller.ANYONE).problem(503, e.problem());
    }

    private void nothing(ServerRequest request, ServerResponse response) {
        var exchange = new Exchange(request, response, Caller.ANYONE);
        if (!gate.admit(exchange)) return;
        var path = request.path().path();
        var allowed = routes.stream()
                .filter(route -> matches(route.path(), path))
                .map(Route::method)
                .map(Method::text)
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            exchange.notFound("there is nothing here: see /api/v1/openapi.yaml");
            return;
        }
        response.header(HeaderNames.ALLOW, allowed);
        exchange.problem(405, Problem.lasting(FaultCode.REJECTED, "only " + allowed + " works here"));
    }

    private void refused(ServerRequest request, ServerResponse response, HttpException e) {
        int status = e.status().code();
        new Exchange(request, response, Caller.ANYONE).problem(status, problem(status));
    }

    /** Answers for requests that the server gives up before any route sees them: too large, or no HTTP. */
    static DirectHandlers unroutable() {
        var handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (_, event, status, headers, _) -> {
                var body = Problems.body(status.code(), problem(status.code()), List.of(), List.of());
                return DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .header(HeaderNames.CONTENT_TYPE, Problems.TYPE)
                        .keepAlive(event.keepAlive())
                        .entity(Json.MAPPER.writeValueAsBytes(body))
                        .build();
            });
        }
        return handlers.build();
    }

    private static Problem problem(int status) {
        if (status == 413) {
            return Problem.lasting(FaultCode.EXHAUSTED, "the body is larger than " + Exchange.MAX_BODY + " bytes");
        }
        return status >= 500
                ? Problem.passing(FaultCode.UNAVAILABLE, "this node cannot take the request now")
                : Problem.lasting(FaultCode.GARBLED, "the request is not correct HTTP for this server");
    }

    private void failed(ServerRequest request, ServerResponse response, Exception e) {
        LOG.error(
                "{} {} failed",
                request.prologue().method().text(),
                unkeyed(request.path().path()),
                e);
        if (response.isSent()) return;
        new Exchange(request, response, Caller.ANYONE)
                .problem(500, Problem.lasting(FaultCode.INTERNAL, "this node could not answer; its log says more"));
    }

    /** The last part of a hook's path may be a secret. */
    private static String unkeyed(String path) {
        return path.startsWith("/hooks/") ? "/hooks/..." : path;
    }

    private static boolean matches(String template, String path) {
        return Pattern.matches(PARAMETER.matcher(template).replaceAll("[^/]+"), path);
    }
}
