package dev.leeward.cli;

import dev.leeward.api.body.Names;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.Problem;
import dev.leeward.repair.Outcome;
import dev.leeward.repair.Plan;
import dev.leeward.verification.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code leeward verify} says to programs. */
record VerifyBody(List<Table> tables) {
    /**
     * One table.
     *
     * @param verdict equal, different, unknown
     * @param problem why it could not be begun; then nothing else is there
     */
    record Table(
            String table,
            String verdict,
            Optional<Boolean> complete,
            List<Region> regions,
            List<Difference> differences,
            Optional<Long> settled,
            Optional<Long> notCompared,
            Optional<Long> notConfirmed,
            Optional<Long> unreadable,
            Optional<Double> seconds,
            Optional<Double> readingSeconds,
            Optional<Double> itemsPerSecond,
            Optional<Repairing> repair,
            Optional<String> problem) {}

    /** One region; the first is the one the others are compared with. */
    record Region(
            String region,
            long items,
            double readUnits,
            long missing,
            long extra,
            long different,
            long settling,
            List<String> unread) {}

    /** A key that differs; some of those counted. */
    record Difference(
            Map<String, Map<String, String>> key,
            String region,
            String kind,
            boolean settling,
            Optional<Aside> setAside) {}

    /** Replication has put the item aside, as that region cannot hold it. */
    record Aside(String region, String why) {}

    /** What was planned and done. */
    record Repairing(List<Step> steps, List<Left> left, long beyondLimit) {}

    /**
     * One write.
     *
     * @param outcome repaired, outdated or failed; not there if it was not carried out
     */
    record Step(
            Map<String, Map<String, String>> key,
            String region,
            String what,
            String why,
            Optional<String> outcome,
            Optional<String> problem) {}

    /** What a person has to decide. */
    record Left(Map<String, Map<String, String>> key, Optional<String> region, String why) {}

    static VerifyBody of(List<VerifyResult> results) {
        return new VerifyBody(results.stream().map(VerifyBody::table).toList());
    }

    private static Table table(VerifyResult result) {
        return switch (result) {
            case VerifyResult.Failed(String table, Problem problem) ->
                new Table(
                        table,
                        Names.of(Report.Verdict.UNKNOWN),
                        Optional.of(false),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(problem.toString()));
            case VerifyResult.Compared compared -> table(compared, compared.report());
        };
    }

    private static Table table(VerifyResult.Compared compared, Report report) {
        KeyNames keys = compared.keys();
        return new Table(
                compared.table(),
                Names.of(report.verdict()),
                Optional.of(report.isComplete()),
                report.regions().stream().map(VerifyBody::region).toList(),
                report.differences().stream()
                        .map(one -> new Difference(
                                KeyText.json(one.key(), keys),
                                one.region().value(),
                                Names.of(one.kind()),
                                one.isSettling(),
                                compared.aside()
                                        .of(one, report.regions().getFirst().region())
                                        .map(reason -> new Aside(reason.region().value(), reason.why()))))
                        .toList(),
                Optional.of(report.settled()),
                Optional.of(report.notCompared()),
                Optional.of(report.notConfirmed()),
                Optional.of(report.unreadable()),
                Optional.of(report.length().toMillis() / 1000.0),
                Optional.of(report.reading().toMillis() / 1000.0),
                Optional.of((double) Math.round(report.rate())),
                compared.plan().map(plan -> repairing(plan, compared)),
                report.trouble().map(Problem::toString));
    }

    private static Region region(Report.Part part) {
        return new Region(
                part.region().value(),
                part.items(),
                part.units(),
                part.missing(),
                part.extra(),
                part.different(),
                part.settling(),
                part.unread().stream()
                        .map(unread -> "segment " + (unread.segment().number() + 1) + " of "
                                + unread.segment().of() + ": " + unread.problem())
                        .toList());
    }

    private static Repairing repairing(Plan plan, VerifyResult.Compared compared) {
        KeyNames keys = compared.keys();
        var steps = plan.repairs().stream()
                .map(repair -> {
                    var outcome = compared.done().stream()
                            .filter(done -> done.repair().equals(repair))
                            .map(VerifyResult.Done::outcome)
                            .findFirst();
                    return new Step(
                            KeyText.json(repair.key(), keys),
                            repair.region().value(),
                            repair.content().isPresent() ? "put" : "delete",
                            repair.reason(),
                            outcome.map(VerifyText::word),
                            outcome.flatMap(VerifyBody::problem));
                })
                .toList();
        var left = new ArrayList<Left>();
        plan.left()
                .forEach(one -> left.add(new Left(
                        KeyText.json(one.key(), keys), Optional.of(one.region().value()), one.reason())));
        plan.unread()
                .forEach(one -> left.add(new Left(
                        KeyText.json(one.key(), keys),
                        Optional.empty(),
                        one.problem().toString())));
        return new Repairing(steps, left, plan.beyond());
    }

    private static Optional<String> problem(Outcome outcome) {
        return outcome instanceof Outcome.Failed(Problem problem, boolean _)
                ? Optional.of(problem.toString())
                : Optional.empty();
    }
}
