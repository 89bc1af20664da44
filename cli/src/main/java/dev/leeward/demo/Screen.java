package dev.leeward.demo;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.RegionBody;
import dev.leeward.api.body.RunBody;
import dev.leeward.api.body.ServiceBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The live screen as lines: what a client sees, how the regions are, what the node does, what happened. Pure. */
final class Screen {
    /** How many lines it always has; the prompt stands below. */
    static final int ROWS = 23;

    private static final int RUN_ROWS = 6;
    private static final String COMMANDS =
            "k east|west  kill   5 east|west  503   s east|west  stall   r east|west  restore   b  bring home   w  why   q  quit";

    private final boolean colours;

    Screen(boolean colours) {
        this.colours = colours;
    }

    /**
     * What is known at one moment.
     *
     * @param fault when the person last broke something
     * @param message lines that take the time line's place, empty for the time line itself
     */
    record Picture(
            Instant now,
            String api,
            ServiceBody service,
            Optional<Visit> visit,
            long visits,
            long failed,
            List<String> shops,
            Optional<Instant> fault,
            List<EntryBody> newest,
            List<String> message) {}

    /** Exactly {@link #ROWS} lines. */
    List<String> draw(Picture picture) {
        var lines = new ArrayList<String>();
        lines.add(paint("1", "leeward demo") + "   another terminal: leeward status --api " + picture.api());
        lines.add("");
        lines.add(client(picture));
        lines.add("");
        for (int i = 0; i < picture.service().regions().size(); i++) {
            lines.add(region(picture.service().regions().get(i), picture.shops().get(i), picture.now()));
        }
        lines.add("");
        lines.add("decision  " + picture.service().decision().sentence());
        picture.service()
                .proposal()
                .ifPresent(move -> lines.add(paint("33", "waiting   for you: b brings the traffic home")));
        picture.service().alarms().stream()
                .limit(1)
                .forEach(alarm -> lines.add(paint(alarm.severity().equals("page") ? "1;31" : "33", alarm.severity())
                        + "  " + alarm.sentence()));
        picture.service().run().ifPresent(run -> run(run, picture.now(), lines));
        lines.add("");
        int room = ROWS - 2 - lines.size();
        lines.addAll(
                picture.message().isEmpty()
                        ? tail(timeLine(picture), room)
                        : picture.message().stream().limit(Math.max(0, room)).toList());
        while (lines.size() < ROWS - 1) lines.add("");
        lines.add(paint("2", COMMANDS));
        return lines;
    }

    private String client(Picture picture) {
        var name = "client    " + DemoWorld.RECORD + "." + DemoWorld.DOMAIN + " -> ";
        var seen = picture.visit()
                .map(visit -> visit.address().orElse("?") + " -> "
                        + visit.region()
                                .map(region -> paint("32", "served by " + region) + " in "
                                        + visit.took().toMillis() + " ms")
                                .orElseGet(() -> paint("1;31", "NOT SERVED: " + visit.trouble())))
                .orElse("...");
        return name + seen + "   " + picture.visits() + " visits, " + picture.failed() + " failed";
    }

    private String region(RegionBody region, String shop, Instant now) {
        var verdict = region.verdict();
        var code = verdict.equals("healthy") ? "32" : verdict.equals("unhealthy") ? "1;31" : "33";
        var since = region.since().map(at -> ago(at, now)).orElse("");
        return "%-11s %-7s %s %6s  %-9s %s"
                .formatted(
                        region.name(),
                        region.role(),
                        paint(code, "%-9s".formatted(verdict)),
                        since,
                        "is " + shop,
                        String.join("; ", region.evidence()));
    }

    private void run(RunBody run, Instant now, List<String> lines) {
        lines.add(paint("1", "run       " + run.id() + " " + run.kind() + " " + run.from() + " -> " + run.to())
                + ", for " + ago(run.startedAt(), now));
        var steps = run.steps();
        for (var step : steps.subList(Math.max(0, steps.size() - RUN_ROWS), steps.size())) {
            var waits = step.kind().equals("drain") && step.state().equals("started")
                    ? ", %d s to go until old answers have run out"
                            .formatted(Math.max(
                                    0,
                                    DemoWorld.TTL
                                            .minus(Duration.between(step.changedAt(), now))
                                            .toSeconds()))
                    : step.result().map(result -> "  " + result).orElse("");
            lines.add("          %-9s %s%s".formatted(step.state(), step.id(), waits));
        }
    }

    private static List<String> timeLine(Picture picture) {
        var lines = new ArrayList<String>();
        for (var entry : picture.newest()) {
            var when = picture.fault()
                    .filter(fault -> !entry.at().isBefore(fault))
                    .map(fault -> "+" + Narrator.seconds(Duration.between(fault, entry.at())))
                    .orElse("");
            lines.add("%10s  %s".formatted(when, entry.sentence()));
        }
        return lines;
    }

    private static List<String> tail(List<String> lines, int room) {
        return lines.subList(Math.max(0, lines.size() - Math.max(0, room)), lines.size());
    }

    private static String ago(Instant then, Instant now) {
        return String.format(
                Locale.ROOT, "%d s", Math.max(0, Duration.between(then, now).toSeconds()));
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
