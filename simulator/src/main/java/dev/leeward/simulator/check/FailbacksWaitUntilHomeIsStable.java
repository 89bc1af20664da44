package dev.leeward.simulator.check;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.region.Region;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * S9: "no automatic failback before stability T and data-convergence proof."
 *
 * <p>Checked, whenever a failback starts: it goes home; unless a person overrode just that by name, the very life that decides
 * saw home well for {@code stableFor}: each of its probes answered that long ago at the latest, and did not fail since so
 * often in a row that there is no doubt it was down; unless overridden by name, no limit on data loss is set, since nothing
 * proves convergence yet; and where it starts by itself, the configuration says that failbacks do, and that failovers are
 * not only rehearsed.
 *
 * <p>A necessary condition: failures that do not come in a row are not counted here.
 */
final class FailbacksWaitUntilHomeIsStable extends Judge {
    private final Lookouts looks;
    private final Sight sight;

    FailbacksWaitUntilHomeIsStable(Consumer<Breach> out, Lookouts looks) {
        super("S9", out);
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
        if (run.kind() != RunKind.FAILBACK) return;
        scene.service(run.service()).ifPresent(service -> failback(at, appended.life(), service, run));
    }

    private void failback(Instant at, Life life, Service service, Event.RunStarted run) {
        Region home = service.regions().getFirst();
        if (!run.to().equals(home.name())) {
            breach(at, "failback %s goes to %s, and home is %s", run.run(), run.to(), home.name());
            return;
        }
        if (!run.overridden().contains(Rule.HOME_STABLE)) {
            sight.unstable(life, service, home, at, service.failback().stableFor())
                    .ifPresent(why -> breach(
                            at,
                            "failback %s starts, but home was not well for %s: %s",
                            run.run(),
                            service.failback().stableFor(),
                            why));
        }
        if (service.failover().maxLoss().isPresent() && !run.overridden().contains(Rule.CONVERGED)) {
            breach(at, "failback %s starts, and nothing proves that the data has converged", run.run());
        }
        boolean byItself = service.failback().mode() == FailbackPolicy.Mode.AUTOMATIC
                && service.failover().mode() != FailoverPolicy.Mode.SHADOW;
        if (run.automatic() && !byItself) breach(at, "failback %s starts by itself, which is not allowed", run.run());
    }
}
