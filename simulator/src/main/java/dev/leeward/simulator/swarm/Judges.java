package dev.leeward.simulator.swarm;

import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.check.Checker;
import dev.leeward.simulator.check.Checkers;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All checkers over one play, and what they found. */
final class Judges {
    /** More would only hide the first. */
    private static final int MOST = 50;

    private final List<Breach> breaches = new ArrayList<>();
    private final Checker all = Checkers.together(this::found);
    private Instant now = Timeline.BEGIN;

    void see(Instant at, Happening what) {
        now = at;
        all.see(at, what);
    }

    /** The code under test, or the world, threw. */
    void bug(RuntimeException bug) {
        var trace = bug.getStackTrace();
        found(new Breach("BUG", now, bug + (trace.length == 0 ? "" : " at " + trace[0])));
    }

    void end(boolean converged) {
        all.end(now, converged);
    }

    List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    private void found(Breach breach) {
        if (breaches.size() < MOST) breaches.add(breach);
    }
}
