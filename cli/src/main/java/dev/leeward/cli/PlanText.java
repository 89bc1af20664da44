package dev.leeward.cli;

import dev.leeward.provision.Danger;
import dev.leeward.provision.Plan;
import dev.leeward.provision.Step;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Plans for people. */
final class PlanText {
    private PlanText() {}

    /** Steps, with what is in their way. */
    static void print(List<Plan> plans, Set<Danger> allowed, PrintWriter out, Ink ink) {
        int number = 0;
        for (Plan plan : plans) {
            for (Step step : plan.steps()) {
                out.println("  " + ++number + ". " + step.sentence());
                if (!step.reason().isEmpty()) out.println("     " + ink.faint("because " + step.reason()));
                step.danger().ifPresent(danger -> out.println("     " + danger(danger, allowed, ink)));
            }
        }
        remarks(plans, out, ink);
        if (number == 0 && plans.stream().allMatch(Plan::isDone)) {
            out.println(ink.good("Everything stands as declared") + ", nothing to do.");
        }
        out.flush();
    }

    /** What no step cures, and what should be known. */
    static void remarks(List<Plan> plans, PrintWriter out, Ink ink) {
        remarks(plans, Plan::hindrances).forEach(line -> out.println(ink.bad("In the way: ") + line));
        remarks(plans, Plan::cautions).forEach(line -> out.println(ink.doubtful("Note: ") + line));
    }

    /** What is true of several tables, such as that their store does not answer, is said once. */
    private static List<String> remarks(List<Plan> plans, Function<Plan, List<String>> of) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (Plan plan : plans) {
            of.apply(plan)
                    .forEach(words -> tables.computeIfAbsent(words, _ -> new ArrayList<>())
                            .add(plan.table()));
        }
        return tables.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
                .toList();
    }

    /** Steps that are refused, with what would allow them; whether there are any. */
    static boolean refused(List<Plan> plans, Set<Danger> allowed, PrintWriter err, Ink ink) {
        List<Step> refused =
                plans.stream().flatMap(plan -> plan.refused(allowed).stream()).toList();
        if (refused.isEmpty()) return false;
        List<String> words = refused.stream()
                .flatMap(step -> step.danger().stream())
                .map(Danger::word)
                .distinct()
                .toList();
        err.println(
                ink.bad("Refused: ") + (refused.size() == 1 ? "one step destroys" : refused.size() + " steps destroy")
                        + " something. To allow that: --allow " + String.join(",", words));
        err.flush();
        return true;
    }

    private static String danger(Danger danger, Set<Danger> allowed, Ink ink) {
        return allowed.contains(danger)
                ? ink.doubtful("destroys something; allowed by --allow " + danger.word())
                : ink.bad("destroys something; refused without --allow " + danger.word());
    }
}
