package dev.leeward.simulator.check;

import dev.leeward.region.RegionName;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All checkers as one: of the many looks, only those hear that have to.
 *
 * <p>Where the journal is lost, all that followed from it is lost too: new checkers begin with the world as it stands then.
 * What is still under way from before is for them somebody else's hand.
 */
final class Panel implements Checker {
    private final Consumer<Breach> out;
    private final Set<String> faults = new LinkedHashSet<>();
    private final Map<RegionName, Condition> conditions = new LinkedHashMap<>();
    private Checkers.Jury jury;
    private int newest;
    private int forgotten;

    Panel(Consumer<Breach> out) {
        this.out = out;
        this.jury = Checkers.jury(out);
    }

    @Override
    public String invariant() {
        return "all";
    }

    @Override
    public void see(Instant at, Happening what) {
        if (what instanceof Happening.Looked) {
            jury.looks().see(at, what);
            jury.restarts().before(at, what);
            return;
        }
        if (what instanceof Happening.Leased) {
            jury.leads().before(at, what);
            return;
        }
        remember(what);
        if (what instanceof Happening.JournalLost lost) begin(at, lost);
        else if (!isLateArrival(what)) tell(at, asForeign(what));
    }

    private void remember(Happening what) {
        switch (what) {
            case Happening.NodeStarted node ->
                newest = Math.max(newest, node.life().number());
            case Happening.Became became -> conditions.put(became.region(), became.condition());
            case Happening.Fault fault -> {
                if (fault.on()) faults.add(fault.sentence());
                else faults.remove(fault.sentence());
            }
            default -> {
                // Known to the checkers alone.
            }
        }
    }

    private void begin(Instant at, Happening.JournalLost lost) {
        forgotten = newest;
        jury.all().forEach(checker -> checker.end(at, false));
        jury = Checkers.jury(out);
        tell(at, new Happening.Began(lost.topology(), lost.targets()));
        faults.forEach(sentence -> tell(at, new Happening.Fault(sentence, true)));
        conditions.forEach((region, condition) -> tell(at, new Happening.Became(region, condition)));
    }

    private void tell(Instant at, Happening what) {
        for (var checker : jury.all()) checker.see(at, what);
    }

    /** What a process of before did, as those see it who know nothing of it. */
    private Happening asForeign(Happening what) {
        if (!(what instanceof Happening.Changed changed)) return what;
        return changed.by().filter(this::isForgotten).isPresent()
                ? new Happening.Changed(changed.target(), changed.before(), changed.after(), Optional.empty())
                : what;
    }

    private boolean isLateArrival(Happening what) {
        return what instanceof Happening.Arrived arrived && isForgotten(arrived.life());
    }

    private boolean isForgotten(Life life) {
        return life.number() <= forgotten;
    }

    @Override
    public void end(Instant at, boolean converged) {
        for (var checker : jury.all()) checker.end(at, converged);
    }
}
