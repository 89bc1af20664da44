package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.provision.Difference;
import dev.leeward.provision.Plan;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.region.RegionName;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code leeward tables status}. */
@Command(
        name = "status",
        header = "Do the tables stand as declared, in every region?",
        description = {
            "",
            "Compares keys, indexes, billing, stream, TTL, recovery, protection, tags and replicas, and changes"
                    + " nothing.",
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
        List<Plan> plans = plans(declaration, stores);
        if (json()) {
            OutputOption.print(out(), plans.stream().map(PlanBody::of).toList());
        } else {
            print(tables(declaration), plans);
        }
        if (isBlind(plans)) return Exit.FAILED;
        return plans.stream().allMatch(Plan::isDone) ? Exit.FINE : Exit.NO;
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
