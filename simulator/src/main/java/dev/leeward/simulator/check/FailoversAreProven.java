package dev.leeward.simulator.check;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * S6: "no automatic action while observers lack quorum or fail reference checks; UNKNOWN never counts as DOWN or UP."
 *
 * <p>Checked, whenever an automatic failover starts: from as many vantage points as the quorum asks for, the very life that
 * decides saw through some probe of the region that is left failures that add up to {@code failures} (a time-out counts
 * {@code timeoutWeight}) with no {@code recoveries} good looks in a row since (nor {@code resetAfter} before they had added
 * up); some place elsewhere (a reference; where there are none another region) answered a look that began after the first
 * of them; elsewhere is not silent now; and the newest of these looks is younger than {@code freshFor}. Failures of looks
 * that ended while everything else was silent too, or began before that was over, are not counted. What could not be
 * looked at at all counts for nothing, and neither does what a vantage point says, where several have to agree, that sees most
 * services, and three at least, well nowhere (S17).
 *
 * <p>This is a necessary condition, counted a little more generously than production does in corners (late results). Not
 * covered: failovers that a person ordered or approved.
 */
final class FailoversAreProven extends Judge {
    private final Lookouts looks;
    private final Sight sight;

    FailoversAreProven(Consumer<Breach> out, Lookouts looks) {
        super("S6", out);
        this.looks = looks;
        this.sight = new Sight(looks);
    }

    @Override
    void before(Instant at, Happening what) {
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Appended appended)) return;
        if (!(appended.entry().event() instanceof Event.RunStarted run)) return;
        if (!run.automatic() || run.kind() != RunKind.FAILOVER) return;
        var service = scene.service(run.service()).orElse(null);
        var from = scene.region(run.service(), run.from()).orElse(null);
        if (service == null || from == null) {
            breach(at, "run %s leaves %s, which is not configured", run.run(), run.from());
            return;
        }
        sight.unproven(appended.life(), service, from, at)
                .ifPresent(why -> breach(at, "run %s leaves %s, but %s", run.run(), run.from(), why));
    }
}
