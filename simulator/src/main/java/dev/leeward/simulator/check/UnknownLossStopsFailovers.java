package dev.leeward.simulator.check;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * S11: "estimated loss &gt; RPO budget ⇒ no automatic promotion."
 *
 * <p>In the simulated world nothing tells how far replication is, so the worst has to be assumed. Checked: where a limit is set
 * no automatic failover starts. A person may order or approve one.
 */
final class UnknownLossStopsFailovers extends Judge {
    UnknownLossStopsFailovers(Consumer<Breach> out) {
        super("S11", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Appended appended)) return;
        if (!(appended.entry().event() instanceof Event.RunStarted run)) return;
        if (!run.automatic() || run.kind() != RunKind.FAILOVER) return;
        scene.service(run.service())
                .flatMap(service -> service.failover().maxLoss())
                .ifPresent(most -> breach(at, "run %s starts, and the loss it costs may be over %s", run.run(), most));
    }
}
