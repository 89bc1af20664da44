package dev.leeward.api;

import dev.leeward.evidence.Cursor;
import dev.leeward.evidence.Feed;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What other vantage points may ask: what this one sees. */
final class EvidenceRoutes {
    private final Feed feed;

    EvidenceRoutes(Feed feed) {
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(Route.peer("/api/v1/evidence", this::tell));
    }

    private void tell(Exchange exchange) {
        var cursor = exchange.query("after").flatMap(Cursor::parse);
        try {
            feed.after(cursor, exchange.patience())
                    .ifPresentOrElse(
                            told -> exchange.text(
                                    200, "application/json", new String(told.json(), StandardCharsets.UTF_8)),
                            () -> exchange.problem(
                                    503,
                                    Problem.passing(
                                            FaultCode.EXHAUSTED,
                                            "too many wait for news already",
                                            Duration.ofSeconds(1))));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            exchange.problem(503, Problem.passing(FaultCode.UNAVAILABLE, "this node is stopping"));
        }
    }
}
