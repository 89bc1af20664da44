package dev.leeward.cli;

import dev.leeward.provision.Danger;
import dev.leeward.provision.Difference;
import dev.leeward.provision.Plan;
import dev.leeward.provision.Step;
import java.util.List;
import java.util.Optional;

/** What {@code leeward tables plan} and {@code status} say to programs. */
record PlanBody(
        String table,
        boolean asDeclared,
        List<Drift> differences,
        List<Planned> steps,
        List<String> hindrances,
        List<String> cautions) {
    /** Something that stands otherwise than declared. */
    record Drift(String region, String aspect, String declared, String found) {
        static Drift of(Difference difference) {
            return new Drift(
                    difference.region().value(), difference.aspect().word(), difference.declared(), difference.found());
        }
    }

    /** A step. */
    record Planned(String region, String step, String reason, Optional<String> destroys) {
        static Planned of(Step step) {
            return new Planned(
                    step.region().value(),
                    step.change().words(),
                    step.reason(),
                    step.danger().map(Danger::word));
        }
    }

    static PlanBody of(Plan plan) {
        return new PlanBody(
                plan.table(),
                plan.isDone(),
                plan.differences().stream().map(Drift::of).toList(),
                plan.steps().stream().map(Planned::of).toList(),
                plan.hindrances(),
                plan.cautions());
    }
}
