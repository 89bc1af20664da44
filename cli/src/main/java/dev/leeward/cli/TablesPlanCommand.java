package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.provision.Plan;
import dev.leeward.provision.dynamodb.Stores;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code leeward tables plan}. */
@Command(
        name = "plan",
        header = "Show what has to happen until the tables stand as declared.",
        description = {
            "",
            "Looks at every store and changes nothing. Tables that are not declared are left alone.",
            "",
            "Exit code 0: `apply` would do all of it. 1: something is in the way, or would be destroyed and is not"
                    + " allowed. 2: the configuration has errors. 3: a store could not be looked at.",
            ""
        },
        footer = {"", "Example:", "  leeward tables plan leeward.yaml --table orders"},
        mixinStandardHelpOptions = true)
final class TablesPlanCommand extends SurveyCommand {
    @Mixin
    private DangerOption danger = new DangerOption();

    TablesPlanCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Declaration declaration, Stores stores) {
        var allowed = danger.allowed(spec().commandLine());
        List<Plan> plans = plans(declaration, stores);
        if (json()) {
            OutputOption.print(out(), plans.stream().map(PlanBody::of).toList());
        } else {
            PlanText.print(plans, allowed, out(), ink);
        }
        boolean refused = PlanText.refused(plans, allowed, err(), ink);
        if (isBlind(plans)) return Exit.FAILED;
        return refused || isHindered(plans) ? Exit.NO : Exit.FINE;
    }
}
