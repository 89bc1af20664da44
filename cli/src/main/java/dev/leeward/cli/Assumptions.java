package dev.leeward.cli;

import java.util.ArrayList;
import java.util.List;

/** What a simulation cannot know, and takes to be so. */
final class Assumptions {
    private Assumptions() {}

    /** {@code approved}: a person approves. */
    static List<String> all(boolean approved) {
        var all = new ArrayList<String>();
        all.add(
                "a probe sees what its kind can: tcp only that connections are refused, http wrong answers only where it looks"
                        + " into them; command and dns probes are taken to know how their region is; references answer");
        all.add("providers publish as `leeward check` forecasts: nine of ten changes within twice the typical time,"
                + " the others up to the worst; a move is proven once all name servers answer it, in one round");
        all.add("95 of 100 users sit behind resolvers that respect TTLs, 5 behind something that keeps answers for an"
                + " hour; all names have the same share of the users");
        all.add("one node looks, from one place; it begins on a Monday at midnight UTC, which matters for windows");
        all.add(approved ? "a person approves whatever is asked" : "nobody approves anything (--approve-after 5m)");
        return all;
    }

    /** For the end of a report. */
    static List<String> lines(boolean approved) {
        var lines = new ArrayList<String>();
        lines.add("Assumed, because no simulation can know it (docs/SIMULATE.md):");
        all(approved).forEach(each -> lines.addAll(Wrapped.lines("  - ", each)));
        return lines;
    }
}
