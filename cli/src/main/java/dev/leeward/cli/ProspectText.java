package dev.leeward.cli;

import dev.leeward.decision.Words;
import dev.leeward.simulator.forecast.Figure;
import dev.leeward.simulator.forecast.Findings;
import dev.leeward.simulator.forecast.Outlook;
import dev.leeward.simulator.forecast.Spread;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints what a configuration would do, for people. */
final class ProspectText {
    private static final String ROW = "  %-15s%11s%10s%12s%12s%12s%11s%8s%6s%n";

    private final PrintWriter out;
    private final Ink ink;

    ProspectText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    /** A table of all scenarios of each service, and then each with its worst case. */
    void print(List<Prospect> all, boolean approved) {
        byService(all).forEach((service, prospects) -> {
            summary(service, prospects);
            prospects.forEach(this::detail);
        });
        Assumptions.lines(approved).forEach(out::println);
    }

    static Map<String, List<Prospect>> byService(List<Prospect> all) {
        Map<String, List<Prospect>> services = new LinkedHashMap<>();
        for (var prospect : all) {
            var name = prospect.subject().service().name().value();
            services.computeIfAbsent(name, _ -> new ArrayList<>()).add(prospect);
        }
        return services;
    }

    private void summary(String service, List<Prospect> prospects) {
        var first = prospects.getFirst();
        var policy = first.subject().service();
        out.printf(
                "%s: failover %s, failback %s; %d seeds per scenario%n%n",
                ink.bold(service),
                Words.of(policy.failover().mode()),
                Words.of(policy.failback().mode()),
                first.outlook().seeds());
        var groups = ROW.formatted("", "as", "", "verified", "", "users back", "lost", "false", "");
        out.println(groups.stripTrailing());
        out.printf(ROW, "scenario", "promised", "moved", "median", "worst", "worst", "median", "moves", "pages");
        for (var prospect : prospects) row(prospect.outlook());
        out.println();
    }

    private void row(Outlook outlook) {
        var seeds = outlook.seeds();
        var promised = outlook.asPromised() + "/" + seeds;
        var line = ROW.formatted(
                outlook.scenario().name(),
                promised,
                outlook.moved() + "/" + seeds,
                text(outlook.spread(Figure.VERIFIED).map(Spread::median)),
                text(outlook.spread(Figure.VERIFIED).map(Spread::worst)),
                text(outlook.spread(Figure.USERS_BACK).map(Spread::worst)),
                text(outlook.spread(Figure.LOST).map(Spread::median)),
                outlook.total(Findings::falseFailovers),
                outlook.total(Findings::pages));
        boolean fine = outlook.asPromised() == seeds;
        out.print(line.replace(promised, fine ? ink.good(promised) : ink.bad(promised)));
    }

    private void detail(Prospect prospect) {
        var outlook = prospect.outlook();
        out.println(
                ink.bold(outlook.scenario().name()) + ": " + outlook.scenario().about());
        out.println();
        out.printf("  %-40s%12s%12s%12s%8s%n", "", "median", "p95", "worst", "seeds");
        for (var figure : Figure.values()) {
            outlook.spread(figure)
                    .filter(spread -> !isIdle(figure, spread))
                    .ifPresent(spread -> figure(figure, spread));
        }
        out.printf(
                "  failovers %d, of them false %d; runs that did not succeed %d; pages %d%n",
                outlook.total(Findings::moves),
                outlook.total(Findings::falseFailovers),
                outlook.total(Findings::unsuccessful),
                outlook.total(Findings::pages));
        outlook.held().ifPresent(why -> Wrapped.print(out, "  Traffic stayed: ", why));
        outlook.broken().ifPresent(why -> Wrapped.print(out, ink.bad("  Not as promised: "), why));
        out.println();
        StoryText.print(out, ink, outlook, prospect.story());
        out.println();
    }

    /** Nothing was lost: there is nothing to say about how. */
    private static boolean isIdle(Figure figure, Spread spread) {
        return (figure == Figure.LOST || figure == Figure.STUBBORN_LOST)
                && spread.worst().isZero();
    }

    private void figure(Figure figure, Spread spread) {
        out.printf(
                "  %-40s%12s%12s%12s%8d%n",
                figure.words(), text(spread.median()), text(spread.p95()), text(spread.worst()), spread.count());
    }

    static String text(Optional<Duration> length) {
        return length.map(ProspectText::text).orElse("-");
    }

    /** Whole seconds from a minute on, tenths below. */
    static String text(Duration length) {
        long seconds = Math.round(length.toMillis() / 1000.0);
        if (seconds < 60) return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        if (seconds < 3600) return "%d m %02d s".formatted(seconds / 60, seconds % 60);
        return "%d h %02d m".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
