package dev.leeward.simulator.swarm;

import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.check.Checker;
import dev.leeward.simulator.check.Checkers;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All checkers over one play. */
final class Judges {
    /** More would only hide the first. */
    private static final int MOST = 50;

    private final List<Breach> breaches = new ArrayList<>();
    private final List<Checker> checkers = Checkers.all(this::found);
    private Instant now = Timeline.BEGIN;

    void see(Instant at, Happening what) {
        now = at;
        for (var checker : checkers) checker.see(at, what);
    }

    /** The code under test, or the world, threw. */
    void bug(RuntimeException bug) {
        var trace = bug.getStackTrace();
        found(new Breach("BUG", now, bug + (trace.length == 0 ? "" : " at " + trace[0])));
    }

    void end(boolean converged) {
        for (var checker : checkers) checker.end(now, converged);
    }

    List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    private void found(Breach breach) {
        if (breaches.size() < MOST) breaches.add(breach);
    }
}
