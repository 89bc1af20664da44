package dev.leeward.api;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every request passes before it is answered. */
final class Gate {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final List<HeaderName> PROXIED =
            List.of(HeaderNames.FORWARDED, HeaderNames.X_FORWARDED_FOR, HeaderNames.create("X-Real-IP"));

    private final HostGuard hosts;
    private final Doorman doorman;
    private final boolean tls;

    Gate(HostGuard hosts, Doorman doorman, boolean tls) {
        this.hosts = hosts;
        this.doorman = doorman;
        this.tls = tls;
    }

    /** Answers by {@code route} if the request may pass. */
    void pass(Route route, ServerRequest request, ServerResponse response) throws IOException {
        var exchange = new Exchange(request, response, Caller.ANYONE);
        if (!admit(exchange)) return;
        var caller = caller(route, exchange);
        if (caller.isEmpty()) return;
        if (route.method().equals(Method.POST) && !route.anyType() && !isJson(exchange)) {
            exchange.problem(415, Problem.lasting(FaultCode.REJECTED, "send it with Content-Type: application/json"));
            return;
        }
        route.responder().respond(exchange.by(caller.get()));
    }

    /** Sets the headers of every answer; whether the request is for us and from nobody else's page. */
    boolean admit(Exchange exchange) {
        secure(exchange.response());
        var objection = hosts.objection(
                exchange.header(HeaderNames.HOST),
                exchange.header(HeaderNames.ORIGIN),
                exchange.header(FETCH_SITE),
                address(exchange.request().localPeer().address()));
        objection.ifPresent(why -> exchange.problem(403, Problem.lasting(FaultCode.FORBIDDEN, why)));
        return objection.isEmpty();
    }

    private Optional<Caller> caller(Route route, Exchange exchange) {
        if (route.needs().isEmpty()) return Optional.of(Caller.ANYONE);
        if (!doorman.asksForTokens()
                && PROXIED.stream().anyMatch(exchange.request().headers()::contains)) {
            exchange.problem(
                    403,
                    Problem.lasting(
                            FaultCode.FORBIDDEN,
                            "this came through a proxy, so that not only callers on this machine can send it:"
                                    + " configure API tokens"));
            return Optional.empty();
        }
        var verdict = doorman.judge(exchange.header(HeaderNames.AUTHORIZATION), exchange.address());
        return switch (verdict) {
            case Doorman.Verdict.Unknown unknown -> {
                refuse(exchange, unknown);
                yield Optional.empty();
            }
            case Doorman.Verdict.Is(Caller caller) -> allowed(route.needs().get(), exchange, caller);
        };
    }

    private static Optional<Caller> allowed(Role needed, Exchange exchange, Caller caller) {
        if (caller.role().covers(needed)) return Optional.of(caller);
        exchange.problem(403, Problem.lasting(FaultCode.FORBIDDEN, "'" + caller.name() + "' " + why(needed, caller)));
        return Optional.empty();
    }

    private static String why(Role needed, Caller caller) {
        if (needed == Role.AGENT) return "is no agent: only an agent's own token speaks for it";
        return switch (caller.role()) {
            case AGENT -> "is an agent: it may ask for its orders and report, and nothing else";
            case APPLICATION -> "may ask where services are only: that needs a viewer's token";
            case PEER -> "may read evidence only: that needs a viewer's token";
            case VIEWER, OPERATOR -> "may look, but not give orders: that needs an operator's token";
        };
    }

    private static void refuse(Exchange exchange, Doorman.Verdict.Unknown unknown) {
        if (unknown.pause().isPositive()) {
            exchange.problem(
                    429,
                    Problem.passing(FaultCode.THROTTLED, "too many wrong tokens from this address", unknown.pause()));
            return;
        }
        exchange.response().header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"leeward\"");
        exchange.problem(401, unknown.problem());
    }

    private void secure(ServerResponse response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Cache-Control", "no-store");
        response.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.header("Referrer-Policy", "no-referrer");
        response.header("Cross-Origin-Resource-Policy", "same-origin");
        if (tls) response.header("Strict-Transport-Security", "max-age=31536000");
    }

    private static boolean isJson(Exchange exchange) {
        return exchange.header(HeaderNames.CONTENT_TYPE)
                .map(type -> type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip())
                .filter("application/json"::equals)
                .isPresent();
    }

    static String address(SocketAddress socket) {
        return socket instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : "";
    }
}
