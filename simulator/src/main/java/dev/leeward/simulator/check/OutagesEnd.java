package dev.leeward.simulator.check;

import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * L1: "real outage ≥ D, ready target, controller quorum, eventually-answering APIs ⇒ done within B."
 *
 * <p>Checked for each {@link Outages outage} in which nothing else goes wrong and automation is free to act (mode automatic, no
 * pause, no limit on data loss, dwell and budget not touched by any run, another region well): by the longest time that
 * detection can take by the configuration, and 20 s for the recheck and the calls, no target answers the region that
 * went down any more.
 *
 * <p>Not covered: outages amid other faults, where no bound can be given; whether caches let go of old answers.
 */
final class OutagesEnd extends Judge {
    private final Outages outages = new Outages(scene);

    OutagesEnd(Consumer<Breach> out) {
        super("L1", out);
    }

    @Override
    void before(Instant at, Happening what) {
        overdue(at);
    }

    @Override
    void judge(Instant at, Happening what) {
        outages.see(at, what);
    }

    @Override
    void over(Instant at, boolean converged) {
        overdue(at);
    }

    private void overdue(Instant at) {
        for (var outage : outages.overdue(at)) {
            if (!outage.free()) continue;
            for (var target : outage.service().targets()) {
                if (scene.answers(outage.service(), target)
                        .filter(outage.region()::equals)
                        .isPresent()) {
                    breach(
                            outage.deadline(),
                            "%s is down since %s, and %s still answers it",
                            outage.region(),
                            outage.since(),
                            target);
                }
            }
        }
    }
}
