package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.provision.Patience;
import dev.leeward.provision.Plan;
import dev.leeward.provision.Provisioner;
import dev.leeward.provision.Step;
import dev.leeward.provision.StepResult;
import dev.leeward.provision.StepResult.Applied;
import dev.leeward.provision.WallTime;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.region.RegionName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leeward tables apply}. */
@Command(
        name = "apply",
        header = "Bring the tables to where they are declared to be.",
        description = {
            "",
            "Shows the plan and asks; then takes one step after the other, and believes each only once it is read"
                    + " back. What destroys something has to be allowed by name, else nothing at all is done. Should it"
                    + " break off, do it again: it goes on from what stands.",
            "",
            "Exit code 0: all stand as declared. 1: refused, or something is in the way. 2: the configuration has"
                    + " errors. 3: a step was not applied, or nobody knows.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  leeward tables apply leeward.yaml",
            "  leeward tables apply leeward.yaml --table orders --allow remove-index --yes"
        },
        mixinStandardHelpOptions = true)
final class TablesApplyCommand extends SurveyCommand {
    @Mixin
    private DangerOption danger = new DangerOption();

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    @Option(
            names = "--wait",
            paramLabel = "LENGTH",
            defaultValue = "1h",
            description = "How long a step may take: large tables get indexes and replicas slowly. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String wait = "1h";

    TablesApplyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Declaration declaration, Stores stores) {
        var patience = Patience.within(length(wait));
        var allowed = danger.allowed(spec().commandLine());
        if (confirm.cannotAsk(surroundings)) {
            err().println("leeward: There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what"
                    + " would happen.");
            return Exit.USAGE;
        }
        List<Plan> plans = plans(declaration, stores);
        PlanText.print(plans, allowed, json() ? err() : out(), ink);
        if (isBlind(plans)) return nothing("a store could not be looked at", Exit.FAILED, plans);
        if (PlanText.refused(plans, allowed, err(), ink)) return nothing("it was refused", Exit.NO, plans);
        boolean idle = plans.stream().allMatch(plan -> plan.steps().isEmpty());
        if (idle) return nothing("there is nothing to do", isHindered(plans) ? Exit.NO : Exit.FINE, plans);
        if (confirm.dryRun()) return nothing("this was a dry run", isHindered(plans) ? Exit.NO : Exit.FINE, plans);
        if (!confirm.confirmed(surroundings, err())) return nothing("nobody said yes", Exit.NO, plans);
        var provisioner = new Provisioner(stores.tables(), regions(declaration), new WallTime(), patience);
        return carryOut(declaration, stores, plans, provisioner);
    }

    private int nothing(String why, int code, List<Plan> plans) {
        if (json()) {
            OutputOption.print(
                    out(),
                    new ApplyBody(List.of(), plans.stream().map(PlanBody::of).toList()));
        } else {
            out().println("Nothing was done: " + why + ".");
            out().flush();
        }
        return code;
    }

    private int carryOut(Declaration declaration, Stores stores, List<Plan> plans, Provisioner provisioner) {
        List<ApplyBody.Taken> taken = new ArrayList<>();
        boolean allApplied = true;
        for (Plan plan : plans) {
            for (Step step : plan.steps()) {
                StepResult result = provisioner.take(step);
                taken.add(ApplyBody.Taken.of(step, result));
                tell(step, result, json() ? err() : out());
                // What comes next may need it; other tables do not.
                if (result instanceof Applied) continue;
                allApplied = false;
                break;
            }
        }
        List<Plan> after = plans(declaration, stores);
        if (json())
            OutputOption.print(
                    out(), new ApplyBody(taken, after.stream().map(PlanBody::of).toList()));
        return end(allApplied, after);
    }

    private int end(boolean allApplied, List<Plan> after) {
        PrintWriter to = json() ? err() : out();
        boolean done = after.stream().allMatch(Plan::isDone);
        if (allApplied && done) {
            to.println(ink.good("Done.") + " Everything stands as declared.");
            to.flush();
            return Exit.FINE;
        }
        PlanText.remarks(after, to, ink);
        to.println(ink.bad("Not applied: ")
                + "not everything stands as declared; `leeward tables status` says what differs.");
        to.flush();
        boolean onlyHindered =
                allApplied && after.stream().allMatch(plan -> plan.steps().isEmpty());
        return onlyHindered && !isBlind(after) ? Exit.NO : Exit.FAILED;
    }

    private void tell(Step step, StepResult result, PrintWriter to) {
        String word = switch (result) {
            case Applied _ -> ink.good("applied");
            case StepResult.NotApplied _ -> ink.bad("not applied");
            case StepResult.Unknown _ -> ink.doubtful("unknown");
        };
        to.println(word + ": " + step.sentence() + ": " + result.words());
        to.flush();
    }

    private static Map<String, RegionName> regions(Declaration declaration) {
        Map<String, RegionName> regions = new HashMap<>();
        declaration.stores().forEach(store -> regions.put(store.awsRegion(), store.region()));
        return regions;
    }
}
