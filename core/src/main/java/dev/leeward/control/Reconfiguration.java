package dev.leeward.control;

import dev.leeward.journal.Projection;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.util.ArrayList;
import java.util.List;

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
            if (run.isPresent() && service.get().region(run.get().to()).isEmpty()) {
                objections.add("services.%s.regions: run %s moves traffic to %s, which is missing here"
                        .formatted(state.service(), run.get().id(), run.get().to()));
            }
        }
        return objections;
    }

    /** Whether {@code after} is looked at in the very same way as {@code before}. */
    static boolean looksTheSame(Service before, Service after) {
        return before.regions().equals(after.regions()) && before.detection().equals(after.detection());
    }
}
