package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Store;
import dev.leeward.fault.Problem;
import dev.leeward.provision.Difference;
import dev.leeward.provision.Difference.Aspect;
import dev.leeward.provision.Plan;
import dev.leeward.provision.cloudwatch.TableAlarms;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** {@code leeward tables status}. */
@Command(
        name = "status",
        header = "Do the tables stand as declared, in every region?",
        description = {
            "",
            "Compares keys, indexes, billing, stream, TTL, recovery, protection, tags, replicas and the alarms that are"
                    + " asked for, and changes nothing.",
            "",
            "Exit code 0: all stand as declared. 1: something differs. 2: the configuration has errors. 3: a store"
                    + " could not be looked at.",
            ""
        },
        footer = {"", "Example:", "  leeward tables status leeward.yaml --output json"},
        mixinStandardHelpOptions = true)
final class TablesStatusCommand extends SurveyCommand {
    TablesStatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Declaration declaration, Stores stores) {
        List<DeclaredTable> declared = tables(declaration);
        List<Plan> bare = plans(declaration, stores);
        List<Plan> plans = IntStream.range(0, bare.size())
                .mapToObj(n -> withAlarms(bare.get(n), declared.get(n), declaration, stores))
                .toList();
        if (json()) {
            OutputOption.print(out(), plans.stream().map(PlanBody::of).toList());
        } else {
            print(tables(declaration), plans);
        }
        if (isBlind(plans)) return Exit.FAILED;
        return plans.stream().allMatch(Plan::isDone) ? Exit.FINE : Exit.NO;
    }

    /** Alarms that are missing are drift; nobody here makes them. */
    private static Plan withAlarms(Plan plan, DeclaredTable table, Declaration declaration, Stores stores) {
        if (table.alarms().isEmpty()) return plan;
        var missing = new ArrayList<Difference>();
        var hindrances = new ArrayList<String>();
        var unseen = new ArrayList<RegionName>();
        for (RegionName region : table.replicas()) {
            List<String> receiving = table.replicas().stream()
                    .filter(other -> !other.equals(region))
                    .flatMap(other -> declaration.store(other).stream())
                    .map(Store::awsRegion)
                    .toList();
            switch (new TableAlarms(stores.store(region)).missing(table, receiving)) {
                case Looked.Unseen(Problem problem) -> {
                    hindrances.add(region + ": the alarms cannot be looked at: " + problem.sentence());
                    unseen.add(region);
                }
                case Looked.Seen(List<String> lacks) -> {
                    if (!lacks.isEmpty()) {
                        missing.add(new Difference(
                                table.name(),
                                region,
                                Aspect.ALARMS,
                                "required",
                                "none on " + String.join(", ", lacks)));
                    }
                }
            }
        }
        return plan.and(missing, hindrances, unseen);
    }

    private void print(List<DeclaredTable> tables, List<Plan> plans) {
        int width = tables.stream()
                .flatMap(table -> table.replicas().stream())
                .mapToInt(region -> region.value().length())
                .max()
                .orElse(0);
        for (int i = 0; i < plans.size(); i++) {
            out().println(ink.bold(plans.get(i).table()));
            for (RegionName region : tables.get(i).replicas()) {
                out().println("  " + Text.pad(region.value(), width) + "  " + state(plans.get(i), region));
            }
        }
        PlanText.remarks(plans, out(), ink);
        out().flush();
    }

    private String state(Plan plan, RegionName region) {
        if (plan.unseen().contains(region)) return ink.doubtful("unknown");
        List<String> differences = plan.differences().stream()
                .filter(each -> each.region().equals(region))
                .map(Difference::sentence)
                .toList();
        return differences.isEmpty() ? ink.good("as declared") : ink.bad("differs  ") + String.join("; ", differences);
    }
}
