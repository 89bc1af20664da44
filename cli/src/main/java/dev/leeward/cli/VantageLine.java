package dev.leeward.cli;

import dev.leeward.api.body.VantageBody;
import java.util.ArrayList;
import java.util.Locale;

/** One place that watches, in a line. */
final class VantageLine {
    private VantageLine() {}

    /** {@code vantage point fra: evidence 0.4 s old; clear}. */
    static String of(VantageBody point) {
        var parts = new ArrayList<String>();
        if (!point.reachable()) parts.add("NOT REACHABLE");
        parts.add(point.evidenceAgeSeconds()
                .map(age -> String.format(Locale.ROOT, "evidence %.1f s old", age))
                .orElse("no evidence"));
        parts.add(point.sight());
        if (!point.sentence().isEmpty()) parts.add(point.sentence());
        if (!point.differing().isEmpty()) parts.add("differs in " + String.join(", ", point.differing()));
        return "vantage point " + point.name() + (point.here() ? " (this node)" : "") + ": " + String.join("; ", parts);
    }
}
