package dev.leeward.control;

import dev.leeward.journal.Projection;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a new configuration must not do: pull the ground from under a run, or lose track of where traffic is (S20). */
final class Reconfiguration {
    private Reconfiguration() {}

    /** Why {@code next} cannot come into force now; empty when it can. */
    static List<String> objections(Topology next, Projection projection) {
        var objections = new ArrayList<String>();
        for (var state : projection.services().values()) {
            var service = next.service(state.service());
            var run = state.run();
            if (run.isPresent() && service.isEmpty()) {
                objections.add("services.%s: run %s is under way; wait for its end before removing the service"
                        .formatted(state.service(), run.get().id()));
            }
            if (service.isEmpty()) continue;
            state.active()
                    .filter(active -> service.get().region(active).isEmpty())
                    .map(active -> "services.%s.regions: traffic is in %s, which is missing here; move it away first"
                            .formatted(state.service(), active))
                    .ifPresent(objections::add);
            run.ifPresent(open -> objections.addAll(missing(service.get(), open)));
        }
        return objections;
    }

    private static List<String> missing(Service service, RunbookRun run) {
        var missing = new ArrayList<String>();
        Stream.of(run.from(), run.to())
                .distinct()
                .filter(region -> service.region(region).isEmpty())
                .map(region -> "services.%s.regions: run %s moves traffic from %s to %s; %s is missing here"
                        .formatted(service.name(), run.id(), run.from(), run.to(), region))
                .forEach(missing::add);
        run.steps().stream()
                .flatMap(step -> step.step().target().stream())
                .distinct()
                .filter(target -> !service.targets().contains(target))
                .map(target -> "services.%s.steering: run %s steers %s, which is missing here"
                        .formatted(service.name(), run.id(), target))
                .forEach(missing::add);
        return missing;
    }

    /** Whether {@code after} is looked at in the very same way as {@code before}. */
    static boolean looksTheSame(Service before, Service after) {
        return before.regions().equals(after.regions()) && before.detection().equals(after.detection());
    }
}
