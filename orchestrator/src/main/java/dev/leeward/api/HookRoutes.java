package dev.leeward.api;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.signal.desk.Reception;
import dev.leeward.signal.desk.SignalDesk;
import dev.leeward.signal.source.Delivery;
import dev.leeward.signal.source.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where other monitors post to. They prove who they are in ways of their own, and no token of the API helps here. */
final class HookRoutes {
    private static final Duration LATER = Duration.ofSeconds(15);

    private final SignalDesk desk;
    private final InstantSource clock;
    private final WrongTokens wrong = new WrongTokens(System::nanoTime);

    HookRoutes(SignalDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.hook("/hooks/{source}", this::deliver), Route.hook("/hooks/{source}/{key}", this::deliver));
    }

    private void deliver(Exchange exchange) throws IOException {
        var source = exchange.path("source");
        var body = exchange.body();
        var reception = body.isEmpty()
                ? desk.tooLarge(source, Exchange.MAX_BODY)
                : desk.receive(source, delivery(exchange, body.get(), clock.instant()));
        switch (reception) {
            case Reception.Taken taken -> exchange.json(200, Map.of("signals", taken.signals()));
            case Reception.Refused(Refusal refusal) -> refuse(exchange, refusal);
        }
    }

    private static Delivery delivery(Exchange exchange, byte[] body, Instant now) {
        var headers = new HashMap<String, String>();
        exchange.request().headers().forEach(header -> headers.putIfAbsent(header.name(), header.get()));
        var parameters = exchange.request().path().pathParameters();
        var key = parameters.contains("key") ? Optional.of(parameters.get("key")) : Optional.<String>empty();
        return new Delivery(key, headers, body, now);
    }

    private void refuse(Exchange exchange, Refusal refusal) {
        var sentence = refusal.sentence();
        switch (refusal.why()) {
            case FORGED -> unproven(exchange, sentence);
            case NOT_ALLOWED, STALE -> exchange.problem(403, Problem.lasting(FaultCode.FORBIDDEN, sentence));
            case REPLAYED -> exchange.problem(409, Problem.lasting(FaultCode.CONFLICT, sentence));
            case MALFORMED -> exchange.problem(400, Problem.lasting(FaultCode.GARBLED, sentence));
            case TOO_LARGE -> exchange.problem(413, Problem.lasting(FaultCode.EXHAUSTED, sentence));
            case TOO_MANY -> exchange.problem(429, Problem.passing(FaultCode.THROTTLED, sentence, LATER));
            case UNKNOWN_SOURCE -> exchange.notFound(sentence);
            case UNPROVEN -> exchange.problem(503, Problem.passing(FaultCode.UNAVAILABLE, sentence, LATER));
        }
    }

    private void unproven(Exchange exchange, String sentence) {
        var pause = wrong.note(exchange.address());
        if (pause.isPositive()) {
            exchange.problem(
                    429, Problem.passing(FaultCode.THROTTLED, "too many forged deliveries from this address", pause));
            return;
        }
        exchange.problem(401, Problem.lasting(FaultCode.UNAUTHENTICATED, sentence));
    }
}
