package dev.leeward.simulator.trace;

import dev.leeward.journal.Event;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened, a line each, for a person: looks only where they show something else than the one before. */
public final class TimeLine {
    private static final int LONGEST = 220;

    private final Instant begin;
    private final int most;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> last = new HashMap<>();

    /** A time line that keeps the newest {@code most} lines. */
    public TimeLine(Instant begin, int most) {
        this.begin = begin;
        this.most = most;
    }

    /** Takes in what happened. */
    public void see(Instant at, Happening what) {
        switch (what) {
            case Happening.Looked looked -> look(at, looked.life(), looked.seen());
            case Happening.Appended appended ->
                add(at, appended.life() + " journals " + event(appended.entry().event()));
            case Happening.Handed _,
                    Happening.PlanMade _,
                    Happening.Sent _,
                    Happening.Leased _,
                    Happening.Noticed _ -> {
                // Told by what comes before and after.
            }
            case Happening.Began _ -> add(at, "begins");
            case Happening.NodeStarted it -> add(at, it.life() + " starts");
            case Happening.NodeDied it -> add(at, it.life() + " dies: " + it.why());
            case Happening.NodeFroze it -> add(at, it.life() + " freezes");
            case Happening.NodeThawed it -> add(at, it.life() + " goes on");
            case Happening.LookedAfresh it ->
                add(at, it.life() + " looks at " + it.region() + (it.ready() ? ": ready" : ": not ready"));
            case Happening.Arrived it ->
                add(
                        at,
                        it.plan().target() + " gets " + it.plan().order().operation()
                                + (it.refused() ? ", refuses" : ""));
            case Happening.MeasureTaken it ->
                add(
                        at,
                        it.order().region() + " gets " + it.order().operation() + ": "
                                + it.order().measure() + " " + it.order().way());
            case Happening.Told it ->
                add(at, it.life() + " is told of " + it.plan().target() + ": " + it.outcome());
            case Happening.Verified it -> add(at, it.life() + " verifies " + it.target() + ": " + it.verification());
            case Happening.Changed it ->
                add(
                        at,
                        it.target() + " is " + it.after()
                                + it.by().map(by -> " by " + by).orElse(" by somebody else"));
            case Happening.Served it -> add(at, it.server() + " serves " + it.target() + " as " + it.after());
            case Happening.Became it -> add(at, it.region() + " is " + it.condition());
            case Happening.Ordered it ->
                add(
                        at,
                        it.order()
                                + (it.dryRun() ? " (dry run)" : "")
                                + it.reply()
                                        .map(r -> ": " + r.reason().sentence())
                                        .orElse(": nobody answers"));
            case Happening.Configured it ->
                add(at, "configuration " + (it.valid() ? "" : "(broken) ") + (it.accepted() ? "in force" : "refused"));
            case Happening.Fault it -> add(at, (it.on() ? "FAULT " : "over: ") + it.sentence());
            case Happening.Elected it -> add(at, it.life() + " leads, term " + it.term());
            case Happening.JournalLost _ -> add(at, "the journal is gone");
            case Happening.Healed _ -> add(at, "no fault any more");
        }
    }

    /** The lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void look(Instant at, Life life, Observation seen) {
        var shows = switch (seen.sighting()) {
            case Sighting.Healthy _ -> "healthy";
            case Sighting.Failing failing -> failing.kind().toString();
            case Sighting.Inconclusive _ -> "inconclusive";
        };
        var through = seen.probe() + (seen.from().value().equals(life.node()) ? "" : " from " + seen.from());
        if (!shows.equals(last.put(through, shows))) add(at, life + " sees " + through + " " + shows);
    }

    private static String event(Event event) {
        return switch (event) {
            case Event.RunStarted run ->
                "RunStarted[%s %s %s -> %s%s: %s]"
                        .formatted(
                                run.run(),
                                run.kind(),
                                run.from(),
                                run.to(),
                                run.automatic() ? "" : " ordered",
                                run.reason().sentence());
            default -> event.toString();
        };
    }

    private void add(Instant at, String text) {
        if (lines.size() >= most) lines.removeFirst();
        double seconds = Duration.between(begin, at).toNanos() / 1e9;
        var line = String.format(Locale.ROOT, "%10.3f  %s", seconds, text);
        lines.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }
}
