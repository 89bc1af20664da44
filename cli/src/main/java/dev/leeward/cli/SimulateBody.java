package dev.leeward.cli;

import dev.leeward.api.body.Names;
import dev.leeward.simulator.forecast.Figure;
import dev.leeward.simulator.forecast.Findings;
import dev.leeward.simulator.forecast.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code leeward simulate} says to programs.
 *
 * @param seed the first
 * @param against the same of the other configuration, with {@code --against}
 */
record SimulateBody(long seed, List<Case> cases, Optional<List<Case>> against) {
    /** One service in one scenario. */
    record Case(
            String service,
            String failover,
            String scenario,
            int seeds,
            int asPromised,
            int moved,
            int falseFailovers,
            int unsuccessfulRuns,
            int pages,
            Map<String, Range> figures,
            Optional<String> held,
            Optional<String> broken,
            long worstSeed,
            List<Line> worstCase) {}

    /** How a figure spreads, in seconds; {@code seeds} have it. */
    record Range(int seeds, double medianSeconds, double p95Seconds, double worstSeconds) {}

    /** A line of a time line; {@code seconds} since the first fault. */
    record Line(double seconds, String kind, String sentence) {
        static Line of(Moment moment) {
            return new Line(SimulateBody.seconds(moment.at()), Names.of(moment.kind()), moment.sentence());
        }
    }

    static SimulateBody of(long seed, List<Prospect> prospects, Optional<List<Prospect>> against) {
        return new SimulateBody(
                seed,
                prospects.stream().map(SimulateBody::body).toList(),
                against.map(all -> all.stream().map(SimulateBody::body).toList()));
    }

    private static Case body(Prospect prospect) {
        var outlook = prospect.outlook();
        Map<String, Range> figures = new LinkedHashMap<>();
        for (var figure : Figure.values()) {
            outlook.spread(figure)
                    .ifPresent(spread -> figures.put(
                            Names.of(figure),
                            new Range(
                                    spread.count(),
                                    seconds(spread.median()),
                                    seconds(spread.p95()),
                                    seconds(spread.worst()))));
        }
        return new Case(
                prospect.subject().service().name().value(),
                Names.of(prospect.subject().service().failover().mode()),
                outlook.scenario().name(),
                outlook.seeds(),
                outlook.asPromised(),
                outlook.moved(),
                outlook.total(Findings::falseFailovers),
                outlook.total(Findings::unsuccessful),
                outlook.total(Findings::pages),
                figures,
                outlook.held(),
                outlook.broken(),
                outlook.worst().seed(),
                prospect.story().stream().map(Line::of).toList());
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
