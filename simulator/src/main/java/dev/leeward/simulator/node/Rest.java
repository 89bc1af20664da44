package dev.leeward.simulator.node;

import dev.leeward.control.ServiceView;
import dev.leeward.decision.RunKind;
import dev.leeward.health.Verdict;
import dev.leeward.runbook.Ending;

/** When a service needs nothing but to be looked at: then hours can be left out of a simulation. */
final class Rest {
    private Rest() {}

    static boolean of(ServiceView view) {
        var state = view.state();
        var home = view.service().home().name();
        return state.active().filter(home::equals).isPresent()
                && state.run().isEmpty()
                && state.pause().isEmpty()
                && state.asked().isEmpty()
                && state.shadow().isEmpty()
                && state.alarms().isEmpty()
                && state.drift().isEmpty()
                && isSettled(view)
                && view.health().stream()
                        .allMatch(h -> h.verdict() == Verdict.HEALTHY
                                && h.probes().stream().allMatch(p -> p.score() == 0));
    }

    private static boolean isSettled(ServiceView view) {
        var past = view.state().past();
        if (past.isEmpty()) return true;
        var last = past.getLast();
        return last.kind() == RunKind.SETTLE
                && last.ending().filter(Ending.SUCCEEDED::equals).isPresent();
    }
}
