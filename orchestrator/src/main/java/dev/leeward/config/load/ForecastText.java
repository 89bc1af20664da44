package dev.leeward.config.load;

import dev.leeward.config.load.Forecast.Range;
import dev.leeward.config.load.Forecast.TargetForecast;
import dev.leeward.decision.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Renders a forecast. */
final class ForecastText {
    private ForecastText() {}

    static String of(Forecast forecast) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: failover %s".formatted(forecast.service(), forecast.failovers()));
        lines.add("  %-44s %10s %10s".formatted("", "typical", "worst"));
        lines.add(line("detection, fault to verdict", forecast.detection()));
        lines.add(line("decision, verdict to first call", forecast.decision()));
        lines.add(line("last look at the region that takes over", forecast.recheck()));
        if (!forecast.besides().worst().isZero()) {
            lines.add(line("what the run book does before it steers", forecast.besides()));
        }
        for (TargetForecast target : forecast.targets()) {
            lines.add("  " + target.target());
            lines.add(line("  published by all name servers", target.publishing()));
            lines.add(line("  fault to changed answer", forecast.untilAnswered(target)));
            lines.add(line("  old answer cached by resolvers (TTL)", target.caching()));
            lines.add(line("  fault to last client moved", forecast.recoveryTime(target)));
            if (!target.nextMove().isZero()) {
                lines.add("    a move soon after waits for %s of caching only".formatted(Words.of(target.nextMove())));
            }
        }
        lines.add(line("recovery time (RTO)", forecast.recoveryTime()));
        if (!forecast.failovers().equals("automatic")) {
            lines.add("  plus the time that a person takes: failover is " + forecast.failovers());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String what, Range range) {
        return "  %-44s %10s %10s".formatted(what, length(range.typical()), length(range.worst()));
    }

    private static String length(Duration length) {
        return length.compareTo(Duration.ofMillis(100)) < 0 && !length.isZero()
                ? length.toMillis() + " ms"
                : Words.of(length);
    }
}
