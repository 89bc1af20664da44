package dev.leeward.api;

import dev.leeward.api.body.WhereaboutsBody;
import dev.leeward.control.Desk;
import dev.leeward.control.ServiceView;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where services are, for applications and scripts that follow them. */
final class WhereaboutsRoutes {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Desk desk;
    private final EventStream stream;
    private final Supplier<Map<RegionName, WhereaboutsBody.DynamoDb>> stores;

    WhereaboutsRoutes(Desk desk, EventStream stream, Supplier<Map<RegionName, WhereaboutsBody.DynamoDb>> stores) {
        this.desk = desk;
        this.stream = stream;
        this.stores = stores;
    }

    List<Route> routes() {
        return List.of(Route.application("/api/v1/services/{name}/active", this::tell));
    }

    private void tell(Exchange exchange) {
        Subject.of(desk, exchange).ifPresent(view -> {
            if (wantsEvents(exchange)) {
                stream.respond(
                        exchange, () -> desk.service(view.service().name()).flatMap(this::whereabouts));
            } else {
                whereabouts(view)
                        .ifPresentOrElse(
                                found -> exchange.json(200, found),
                                () -> exchange.problem(
                                        503,
                                        Problem.passing(
                                                FaultCode.UNAVAILABLE,
                                                "it is not known yet which region carries the traffic: keep what you have",
                                                SOON)));
            }
        });
    }

    private static boolean wantsEvents(Exchange exchange) {
        return exchange.header(HeaderNames.ACCEPT)
                .filter(accept -> accept.contains("text/event-stream"))
                .isPresent();
    }

    private Optional<WhereaboutsBody> whereabouts(ServiceView view) {
        return WhereaboutsBody.of(view, stores.get(), desk.lead().silentSince());
    }
}
