package dev.leeward.cli;

import dev.leeward.api.body.RegionBody;
import dev.leeward.api.body.RunBody;
import dev.leeward.api.body.ServiceBody;
import java.io.PrintWriter;
import java.util.List;

/** One service, for somebody who was just woken up: the worst first, every line says what it is about. */
final class ServiceBlock {
    private static final int LABEL = 12;
    private static final int INLINE = 40;

    private final PrintWriter out;
    private final Ink ink;

    ServiceBlock(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    void print(ServiceBody service) {
        out.println(ink.bold(service.name()) + "  " + headline(service) + ink.faint("  " + Text.moment(service.at())));
        service.alarms()
                .forEach(alarm -> line(
                        alarm.severity().equals("page") ? ink.bad(label("PAGE")) : ink.doubtful(label("notice")),
                        alarm.sentence()));
        service.pause()
                .ifPresent(pause -> line(
                        ink.doubtful(label("PAUSED")),
                        "by " + pause.by() + ", " + Text.between(service.at(), pause.until()) + " left (until "
                                + Text.clock(pause.until()) + "): " + pause.why()));
        service.proposal().ifPresent(move -> proposal(service, move));
        service.shadow()
                .ifPresent(
                        move -> line(label("shadow"), "would " + move.kind() + " " + move.from() + " -> " + move.to()));
        service.drift()
                .forEach(drift -> line(
                        ink.bad(label("DRIFT")), drift.target() + " answers " + drift.seen() + ", as nobody told it"));
        regions(service);
        line(label("decision"), service.decision().sentence());
        service.run().ifPresent(run -> openRun(service, run));
        service.lastRun().ifPresent(run -> lastRun(service, run));
        out.flush();
    }

    /** Whether somebody should look: traffic is not known to be in a healthy region, or a page is open. */
    static boolean needsAttention(ServiceBody service) {
        return !activeVerdict(service).equals("healthy")
                || service.alarms().stream().anyMatch(alarm -> alarm.severity().equals("page"));
    }

    private String headline(ServiceBody service) {
        if (service.active().isEmpty()) {
            return ink.doubtful("it is not known which region carries the traffic");
        }
        var active = service.active().get();
        var where = active + " carries the traffic" + (active.equals(service.home()) ? " (home)" : ", away from home");
        var verdict = activeVerdict(service);
        return verdict.equals("healthy") ? where : where + " and is " + ink.word(verdict);
    }

    private static String activeVerdict(ServiceBody service) {
        return service.regions().stream()
                .filter(region -> region.role().equals("active"))
                .map(RegionBody::verdict)
                .findFirst()
                .orElse("unknown");
    }

    private void proposal(ServiceBody service, ServiceBody.Move move) {
        var waiting = move.since()
                .map(since -> ", asked " + Text.between(since, service.at()) + " ago")
                .orElse("");
        line(
                ink.doubtful(label("APPROVE?")),
                move.kind() + " " + move.from() + " -> " + move.to() + waiting + ": leeward approve " + service.name());
    }

    private void regions(ServiceBody service) {
        int width = Math.max(
                LABEL, width(service.regions().stream().map(RegionBody::name).toList()) + 2);
        for (var region : service.regions()) {
            var verdict = Text.pad(region.verdict(), 9);
            var since = region.since()
                    .map(at -> "for " + Text.between(at, service.at()))
                    .orElse("");
            var age = region.evidenceAgeSeconds()
                    .map(seconds -> "evidence " + Text.seconds(seconds) + " old")
                    .orElse("no evidence yet");
            var inline = isShort(region.evidence()) ? "  " + region.evidence().getFirst() : "";
            out.println(("  " + Text.pad(region.name(), width) + Text.pad(region.role(), 8) + "  " + ink.word(verdict)
                            + "  " + Text.pad(since, 16) + "  " + Text.pad(age, 21) + inline)
                    .stripTrailing());
            if (inline.isEmpty()) region.evidence().forEach(sentence -> line(label(""), sentence));
        }
    }

    /** Whether the evidence fits into the region's own line. */
    private static boolean isShort(List<String> evidence) {
        return evidence.size() == 1 && evidence.getFirst().length() <= INLINE;
    }

    private void openRun(ServiceBody service, RunBody run) {
        line(
                ink.bold(label("run")),
                run.id() + " " + run.kind() + " " + run.from() + " -> " + run.to() + ", "
                        + (run.automatic() ? "automatic" : "ordered") + ", started "
                        + Text.between(run.startedAt(), service.at()) + " ago");
        run.takingBack().ifPresent(why -> line(ink.bad(label("taken back")), why));
        int width = width(run.steps().stream().map(RunBody.Step::id).toList());
        for (var step : run.steps()) {
            var attempts = step.attempts() > 1 ? "attempt " + step.attempts() + "  " : "";
            var result = step.problem().map(code -> code + ": ").orElse("")
                    + step.result().orElse("");
            out.println(("  " + label("") + ink.word(Text.pad(step.state(), 8)) + "  " + Text.pad(step.id(), width)
                            + "  " + attempts + result)
                    .stripTrailing());
        }
    }

    private void lastRun(ServiceBody service, RunBody run) {
        line(
                label("last run"),
                run.id() + " " + run.kind() + " " + run.from() + " -> " + run.to() + " "
                        + ink.word(run.ending().orElse("ended"))
                        + run.endedAt()
                                .map(at -> " " + Text.between(at, service.at()) + " ago")
                                .orElse(""));
    }

    private void line(String label, String text) {
        out.println("  " + label + text);
    }

    private static String label(String word) {
        return Text.pad(word, LABEL);
    }

    private static int width(List<String> words) {
        return words.stream().mapToInt(String::length).max().orElse(0);
    }
}
