package dev.leeward.cli;

import dev.leeward.simulator.forecast.Figure;
import dev.leeward.simulator.forecast.Findings;
import dev.leeward.simulator.forecast.Outlook;
import dev.leeward.simulator.forecast.Spread;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Prints what two configurations would do, side by side over the same seeds. */
final class ComparisonText {
    private static final String ROW = "  %-37s%10s%10s%10s %10s%10s%10s%n";

    private final PrintWriter out;
    private final Ink ink;

    ComparisonText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    /** Every service and scenario that both have. */
    void print(List<Prospect> these, List<Prospect> those) {
        for (var one : these) {
            var other = those.stream()
                    .filter(prospect -> isSameQuestion(prospect, one))
                    .findFirst();
            other.ifPresentOrElse(
                    found -> print(one, found),
                    () -> out.println(
                            one.subject().service().name() + ": the other configuration has no such service"));
        }
    }

    private static boolean isSameQuestion(Prospect one, Prospect other) {
        return one.subject().service().name().equals(other.subject().service().name())
                && one.outlook().scenario().equals(other.outlook().scenario());
    }

    private void print(Prospect one, Prospect other) {
        var a = one.outlook();
        var b = other.outlook();
        out.println(
                ink.bold(one.subject().service().name() + ", " + a.scenario().name()) + ": "
                        + a.scenario().about());
        out.println();
        out.printf(ROW, "", "median", "median", "", "worst", "worst", "");
        out.printf(ROW, a.seeds() + " seeds", "this", "against", "change", "this", "against", "change");
        for (var figure : Figure.values()) figure(figure, a, b);
        count("went as promised", a.asPromised(), b.asPromised());
        count("seeds with a failover", a.moved(), b.moved());
        count("false failovers", a, b, Findings::falseFailovers);
        count("runs not succeeded", a, b, Findings::unsuccessful);
        count("pages", a, b, Findings::pages);
        out.println();
    }

    private void figure(Figure figure, Outlook a, Outlook b) {
        var one = a.spread(figure);
        var other = b.spread(figure);
        if (one.isEmpty() && other.isEmpty()) return;
        out.printf(
                ROW,
                figure.words(),
                ProspectText.text(one.map(Spread::median)),
                ProspectText.text(other.map(Spread::median)),
                difference(one.map(Spread::median), other.map(Spread::median)),
                ProspectText.text(one.map(Spread::worst)),
                ProspectText.text(other.map(Spread::worst)),
                difference(one.map(Spread::worst), other.map(Spread::worst)));
    }

    /** How much more the second is. */
    private static String difference(Optional<Duration> one, Optional<Duration> other) {
        if (one.isEmpty() || other.isEmpty()) return "-";
        var more = other.get().minus(one.get());
        return (more.isNegative() ? "-" : "+") + ProspectText.text(more.abs());
    }

    private void count(String what, Outlook a, Outlook b, ToIntFunction<Findings> of) {
        count(what, a.total(of), b.total(of));
    }

    private void count(String what, int one, int other) {
        out.printf(ROW, what, one, other, "%+d".formatted(other - one), "", "", "");
    }
}
