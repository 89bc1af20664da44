package dev.leeward.simulator.check;

import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.List;

/** All checkers as one: of the many looks, only those hear that have to. */
final class Panel implements Checker {
    private final List<Checker> all;
    private final Lookouts looks;
    private final RestartsChangeNothing restarts;

    Panel(List<Checker> all, Lookouts looks, RestartsChangeNothing restarts) {
        this.all = all;
        this.looks = looks;
        this.restarts = restarts;
    }

    @Override
    public String invariant() {
        return "all";
    }

    @Override
    public void see(Instant at, Happening what) {
        if (what instanceof Happening.Looked) {
            looks.see(at, what);
            restarts.before(at, what);
            return;
        }
        for (var checker : all) checker.see(at, what);
    }

    @Override
    public void end(Instant at, boolean converged) {
        for (var checker : all) checker.end(at, converged);
    }
}
