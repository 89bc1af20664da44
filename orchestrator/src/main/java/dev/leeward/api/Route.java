package dev.leeward.api;

import io.helidon.http.Method;
import java.io.IOException;
import java.util.Optional;

/**
 * One thing the API can be asked.
 *
 * @param path with parameters in braces, as the OpenAPI document writes it
 * @param needs the role a caller must have; empty: open to everybody who can connect
 * @param anyType whether what is posted need not say that it is JSON
 */
record Route(Method method, String path, Optional<Role> needs, boolean anyType, Responder responder) {
    Route(Method method, String path, Optional<Role> needs, Responder responder) {
        this(method, path, needs, false, responder);
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Responder {
        void respond(Exchange exchange) throws IOException;
    }

    static Route open(String path, Responder responder) {
        return new Route(Method.GET, path, Optional.empty(), responder);
    }

    static Route peer(String path, Responder responder) {
        return new Route(Method.GET, path, Optional.of(Role.PEER), responder);
    }

    static Route agent(String path, Responder responder) {
        return new Route(Method.GET, path, Optional.of(Role.AGENT), responder);
    }

    static Route agentTells(String path, Responder responder) {
        return new Route(Method.POST, path, Optional.of(Role.AGENT), responder);
    }

    static Route application(String path, Responder responder) {
        return new Route(Method.GET, path, Optional.of(Role.APPLICATION), responder);
    }

    /** Asks no token: whoever posts there proves who it is in a way of its own. */
    static Route hook(String path, Responder responder) {
        return new Route(Method.POST, path, Optional.empty(), true, responder);
    }

    static Route view(String path, Responder responder) {
        return new Route(Method.GET, path, Optional.of(Role.VIEWER), responder);
    }

    static Route operate(String path, Responder responder) {
        return new Route(Method.POST, path, Optional.of(Role.OPERATOR), responder);
    }
}
