package dev.leeward.cli;

import dev.leeward.decision.Words;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Outcome;
import dev.leeward.repair.Plan;
import dev.leeward.repair.Repair;
import dev.leeward.verification.Difference;
import dev.leeward.verification.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code leeward verify} says to people. */
final class VerifyText {
    private static final int NAMED = 20;

    private final PrintWriter out;
    private final Ink ink;

    VerifyText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    /** The comparison. */
    void print(VerifyResult result) {
        switch (result) {
            case VerifyResult.Failed(String table, Problem problem) ->
                out.println(ink.bad(table + ": could not be compared: ") + problem.sentence());
            case VerifyResult.Compared compared -> print(compared.report(), compared.aside(), compared.keys());
        }
    }

    private void print(Report report, SetAside aside, KeyNames keys) {
        out.println(headline(report));
        out.println();
        int width = report.regions().stream()
                .mapToInt(part -> part.region().value().length())
                .max()
                .orElse(0);
        width = Math.max(width, "region".length());
        out.println(ink.faint(
                "  " + Text.pad("region", width) + "        items    missing      extra  different   settling"));
        for (Report.Part part : report.regions()) {
            boolean isFirst = part.equals(report.regions().getFirst());
            out.println("  " + Text.pad(part.region().value(), width)
                    + String.format(Locale.ROOT, "%,13d", part.items())
                    + (isFirst ? ink.faint("  what the others are compared with") : counts(part)));
        }
        if (!report.differences().isEmpty()) out.println();
        report.differences().stream().limit(NAMED).forEach(one -> print(one, keys, report, aside));
        long unnamed = report.found() - Math.min(NAMED, report.differences().size());
        if (unnamed > 0)
            out.println("  and " + count(unnamed, "more") + "; --output json names "
                    + count(report.differences().size(), "difference") + ".");
        out.println();
        asides(report, aside).forEach(out::println);
        notes(report).forEach(note -> out.println(note));
    }

    private String headline(Report report) {
        return report.table() + ": "
                + switch (report.verdict()) {
                    case EQUAL ->
                        ink.good("equal")
                                + (report.settling() > 0
                                        ? ", apart from what was being written all the time"
                                        : " in all regions");
                    case DIFFERENT -> ink.bad("differs");
                    case UNKNOWN -> ink.doubtful("unknown") + ": not everything could be compared";
                };
    }

    private static String counts(Report.Part part) {
        return String.format(
                Locale.ROOT, "%,11d%,11d%,11d%,11d", part.missing(), part.extra(), part.different(), part.settling());
    }

    private void print(Difference one, KeyNames keys, Report report, SetAside aside) {
        String what = one.isSettling() ? "settling" : Words.of(one.kind());
        int width = report.regions().stream()
                .mapToInt(part -> part.region().value().length())
                .max()
                .orElse(0);
        out.println("  " + Text.pad(what, 9) + "  " + Text.pad(one.region().value(), width) + "  "
                + KeyText.of(one.key(), keys)
                + aside.of(one, report.regions().getFirst().region())
                        .map(reason -> ink.faint("  set aside in " + reason.region()))
                        .orElse(""));
    }

    private List<String> asides(Report report, SetAside aside) {
        var notes = new ArrayList<String>();
        RegionName first = report.regions().getFirst().region();
        var reasons = report.differences().stream()
                .flatMap(one -> aside.of(one, first).stream())
                .toList();
        if (!reasons.isEmpty()) {
            notes.add(ink.doubtful("Set aside: ") + count(reasons.size(), "difference")
                    + " will not go away by itself: replication put the item aside, for example since "
                    + reasons.getFirst().why() + ". It is tried again when the item is written.");
        }
        aside.unread()
                .forEach((region, problem) -> notes.add(ink.doubtful("Unread: ") + "what replication has put aside in "
                        + region + ": " + problem.sentence()));
        return notes;
    }

    private List<String> notes(Report report) {
        var notes = new ArrayList<String>();
        for (Report.Part part : report.regions()) {
            for (Report.Unread unread : part.unread()) {
                notes.add(ink.doubtful("Unread: ") + part.region() + ", segment "
                        + (unread.segment().number() + 1) + " of "
                        + unread.segment().of() + ": "
                        + unread.problem().sentence());
            }
        }
        if (report.notCompared() > 0) {
            notes.add(ink.doubtful("Not compared: ") + count(report.notCompared(), "key")
                    + " that may be in a part that is unread.");
        }
        if (report.notConfirmed() > 0) {
            notes.add(ink.doubtful("Not confirmed: ") + count(report.notConfirmed(), "key")
                    + " that differed when they were read; too many to look at them again.");
        }
        report.trouble()
                .ifPresent(problem -> notes.add(ink.doubtful("Unreadable: ") + count(report.unreadable(), "key")
                        + " that differed could not be looked at again: " + problem.sentence()));
        if (report.settled() > 0) {
            notes.add(count(report.settled(), "key") + " differed when read and "
                    + (report.settled() == 1 ? "was" : "were") + " equal when looked at again.");
        }
        long items = report.regions().stream().mapToLong(Report.Part::items).sum();
        double units = report.regions().stream().mapToDouble(Report.Part::units).sum();
        Duration looking = report.length().minus(report.reading());
        notes.add(String.format(
                Locale.ROOT,
                "Read %,d items in %s: %,.0f/s, %,.1f read units%s.",
                items,
                Words.of(report.reading()),
                report.rate(),
                units,
                looking.toMillis() < 500 ? "" : "; looked again for " + Words.of(looking)));
        return notes;
    }

    /** What would be done. */
    void print(Plan plan, KeyNames keys) {
        out.println();
        out.println(plan.repairs().isEmpty() ? "There is nothing that can be repaired:" : "The plan:");
        for (Repair repair : plan.repairs()) {
            String what = repair.content().isPresent() ? "put" : "delete";
            out.println("  " + Text.pad(what, 6) + "  " + repair.region() + "  " + KeyText.of(repair.key(), keys) + "  "
                    + ink.faint(way(repair)));
        }
        for (Repair.Left left : plan.left()) {
            out.println("  " + ink.doubtful("left") + "    " + left.region() + "  " + KeyText.of(left.key(), keys)
                    + "  " + left.reason());
        }
        for (Plan.Unread unread : plan.unread()) {
            out.println("  " + ink.doubtful("left") + "    " + KeyText.of(unread.key(), keys) + "  "
                    + unread.problem().sentence());
        }
        if (plan.beyond() > 0) {
            out.println("  " + count(plan.beyond(), "key") + " more than --limit allows; repair again for those.");
        }
        out.flush();
    }

    private static String way(Repair repair) {
        return repair.reason()
                + switch (repair.way()) {
                    case Repair.Way.Copy _ -> "";
                    case Repair.Way.LocalWrite _ -> ", as a new write";
                };
    }

    /** What was done. */
    void print(List<VerifyResult.Done> done, KeyNames keys) {
        long repaired = done.stream()
                .filter(one -> one.outcome() instanceof Outcome.Repaired)
                .count();
        out.println();
        for (VerifyResult.Done one : done) {
            if (one.outcome() instanceof Outcome.Repaired) continue;
            out.println(
                    "  " + ink.bad(word(one.outcome())) + "  " + one.repair().region() + "  "
                            + KeyText.of(one.repair().key(), keys) + "  " + sentence(one.outcome()));
        }
        out.println("Repaired and read back: " + repaired + " of " + done.size() + ".");
        out.flush();
    }

    /** For programs too. */
    static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Repaired _ -> "repaired";
            case Outcome.Outdated _ -> "outdated";
            case Outcome.Failed(Problem _, boolean maybe) -> maybe ? "unknown" : "failed";
        };
    }

    private static String sentence(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Repaired _ -> "";
            case Outcome.Outdated _ -> "it has changed since the plan, so nothing was overwritten";
            case Outcome.Failed(Problem problem, boolean _) -> problem.sentence();
        };
    }

    private static String count(long number, String word) {
        return String.format(Locale.ROOT, "%,d %s", number, word) + (number == 1 || word.equals("more") ? "" : "s");
    }
}
