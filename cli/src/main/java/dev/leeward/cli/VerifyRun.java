package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Plan;
import dev.leeward.repair.Repair;
import dev.leeward.repair.Repairs;
import dev.leeward.repair.Rule;
import dev.leeward.table.Looked;
import dev.leeward.verification.Difference;
import dev.leeward.verification.Effort;
import dev.leeward.verification.Report;
import dev.leeward.verification.Verification;
import dev.leeward.verification.VirtualCrew;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Compares one table after the other, and repairs what it was told to. */
final class VerifyRun {
    private static final int LOOKS_AT_ONCE = 16;

    private final Declaration declaration;
    private final Effort effort;
    private final Optional<Rule> rule;
    private final int limit;
    private final ConfirmOption confirm;
    private final Surroundings surroundings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final OutputOption output;
    private final VerifyText text;

    VerifyRun(
            Declaration declaration,
            Effort effort,
            Optional<Rule> rule,
            int limit,
            ConfirmOption confirm,
            Surroundings surroundings,
            CommandLine command,
            OutputOption output) {
        this.declaration = declaration;
        this.effort = effort;
        this.rule = rule;
        this.limit = limit;
        this.confirm = confirm;
        this.surroundings = surroundings;
        this.out = command.getOut();
        this.err = command.getErr();
        this.output = output;
        // A plan that is asked about must be seen, also where the output is for a program.
        this.text = new VerifyText(output.json() ? err : out, Ink.of(surroundings));
    }

    VerifyResult verify(DeclaredTable table, List<RegionName> regions) {
        VerifyResult result = switch (TableRegions.open(declaration, table, regions)) {
            case Looked.Unseen<TableRegions>(Problem problem) -> new VerifyResult.Failed(table.name(), problem);
            case Looked.Seen<TableRegions>(TableRegions opened) -> {
                try (opened) {
                    yield verify(opened);
                }
            }
        };
        if (result instanceof VerifyResult.Failed && !output.json()) text.print(result);
        return result;
    }

    private VerifyResult verify(TableRegions opened) {
        String name = opened.table().name();
        if (!opened.haveTheSameKeys()) {
            return new VerifyResult.Failed(
                    name, Problem.lasting(FaultCode.REJECTED, "its keys have other names in other regions"));
        }
        var progress = new VerifyProgress(err, surroundings.terminal(), name, opened.estimate());
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        int width = Math.max(LOOKS_AT_ONCE, effort.segments() * opened.reached().size());
        Looked<Report> looked = new Verification(
                        opened.sides(), effort, new VirtualCrew(width), VerifyRun::steady, folder, progress)
                .run();
        progress.end();
        return switch (looked) {
            case Looked.Unseen<Report>(Problem problem) -> new VerifyResult.Failed(name, problem);
            case Looked.Seen<Report>(Report report) -> repair(opened, report);
        };
    }

    private VerifyResult repair(TableRegions opened, Report report) {
        KeyNames keys = opened.keys();
        SetAside aside = isReplicated(opened.table()) && !report.differences().isEmpty()
                ? SetAside.in(opened)
                : SetAside.NOTHING;
        var compared = new VerifyResult.Compared(report.table(), keys, report, aside, Optional.empty(), List.of());
        if (!output.json()) text.print(compared);
        if (rule.isEmpty() || report.verdict() != Report.Verdict.DIFFERENT) return compared;
        var repairs = new Repairs(opened.grounds());
        Plan plan = repairs.plan(standing(report), rule.get(), limit);
        boolean isAsked = !confirm.yes() && !confirm.dryRun();
        if (!output.json() || isAsked) text.print(plan, keys);
        var done = new ArrayList<VerifyResult.Done>();
        if (!plan.repairs().isEmpty() && !confirm.dryRun() && confirm.confirmed(surroundings, err)) {
            for (Repair repair : plan.repairs()) done.add(new VerifyResult.Done(repair, repairs.carryOut(repair)));
            if (!output.json()) text.print(done, keys);
        } else if (!output.json()) {
            out.println("Nothing was changed.");
            out.flush();
        }
        return new VerifyResult.Compared(report.table(), keys, report, aside, Optional.of(plan), done);
    }

    private static boolean isReplicated(DeclaredTable table) {
        return table.replication() instanceof Replication.Leeward;
    }

    /** What is still being written is not repaired. */
    private static List<ItemKey> standing(Report report) {
        return report.differences().stream()
                .filter(difference -> !difference.isSettling())
                .map(Difference::key)
                .distinct()
                .toList();
    }

    /** Time that only goes on. */
    private static Instant steady() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }
}
