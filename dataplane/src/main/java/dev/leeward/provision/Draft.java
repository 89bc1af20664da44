package dev.leeward.provision;

import dev.leeward.provision.Difference.Aspect;
import dev.leeward.region.RegionName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A plan that is being written. */
final class Draft {
    private final String table;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> hindrances = new ArrayList<>();
    private final List<String> cautions = new ArrayList<>();
    private final List<RegionName> unseen = new ArrayList<>();

    Draft(String table) {
        this.table = table;
    }

    void difference(Difference difference) {
        differences.add(difference);
    }

    void difference(RegionName region, Aspect aspect, String declared, String found) {
        differences.add(new Difference(table, region, aspect, declared, found));
    }

    void safe(RegionName region, Change change, String reason) {
        steps.add(Step.safe(table, region, change, reason));
    }

    void dangerous(RegionName region, Change change, String reason, Danger danger) {
        steps.add(Step.dangerous(table, region, change, reason, danger));
    }

    void hindrance(RegionName region, String words) {
        hindrances.add(region + ": " + words);
    }

    /** A declared region that could not be looked at. */
    void unseen(RegionName region, String why) {
        unseen.add(region);
        hindrance(region, why);
    }

    void caution(RegionName region, String words) {
        cautions.add(region + ": " + words);
    }

    /** In what a region differs, as noted so far. */
    Set<Aspect> differing(RegionName region) {
        return aspects(differences.stream()
                .filter(each -> each.region().equals(region))
                .toList());
    }

    static Set<Aspect> aspects(List<Difference> differences) {
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        differences.forEach(each -> aspects.add(each.aspect()));
        return aspects;
    }

    Plan plan() {
        return new Plan(table, differences, steps, hindrances, cautions, unseen);
    }
}
