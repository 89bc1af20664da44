package dev.leeward.simulator.check;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.region.Region;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S5, as of when a move begins: "traffic is never sent to a region without readiness evidence", nor is a move there begun.
 *
 * <p>Checked: whenever a run starts that moves traffic, the newest scheduled look of that very life at every probe of the region
 * it goes to was answered and is fresh, and the region is not one that surely failed and has not earned its health back. And
 * before an automatic failover steers for the first time, that region was looked at once more since the fault showed, by
 * the schedule or by a look of the run.
 */
final class MovesBeginWhereReady extends Judge {
    private record Fault(Life life, Instant nodeTime, Instant runAt) {}

    private final Lookouts looks;
    private final Sight sight;
    private final Recent<String, Fault> faults = new Recent<>(200);

    MovesBeginWhereReady(Consumer<Breach> out, Lookouts looks) {
        super("S5", out);
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
        switch (appended.entry().event()) {
            case Event.RunStarted run
            when run.kind() != RunKind.SETTLE && run.kind() != RunKind.RELEASE -> started(at, appended.life(), run);
            case Event.StepStarted step -> steers(at, appended.life(), step);
            default -> {
                // Begins no move.
            }
        }
    }

    private void started(Instant at, Life life, Event.RunStarted run) {
        var service = scene.service(run.service()).orElse(null);
        var to = scene.region(run.service(), run.to()).orElse(null);
        if (service == null || to == null) {
            breach(at, "%s goes to %s, which is not configured", run.run(), run.to());
            return;
        }
        sight.objectionOfSchedule(life, service, run.to(), at)
                .or(() -> sight.failed(life, service, to, at).map(probe -> "it has not recovered by " + probe))
                .ifPresent(why -> breach(at, "%s begins to move traffic to %s, but %s", run.run(), run.to(), why));
        if (run.kind() != RunKind.FAILOVER || !run.automatic()) return;
        scene.region(run.service(), run.from())
                .flatMap(from -> sight.firstFailure(life, from))
                .ifPresent(first -> faults.put(run.run().value(), new Fault(life, first, at)));
    }

    private void steers(Instant at, Life life, Event.StepStarted step) {
        var fault = faults.get(step.run().value());
        if (fault == null || !fault.life().equals(life)) return;
        boolean steers = scene.account(step.service())
                .deed(step.run(), step.step().value())
                .filter(deed -> deed.step().kind() == StepKind.STEER)
                .isPresent();
        if (!steers) return;
        faults.remove(step.run().value());
        Optional<Region> to = scene.account(step.service())
                .run(step.run())
                .flatMap(run -> scene.region(step.service(), run.started().to()));
        boolean seen = to.isEmpty()
                || sight.lookedSince(life, to.get(), fault.nodeTime())
                || sight.lookedAfresh(life, to.get(), fault.runAt());
        if (!seen) breach(at, "%s steers, and nobody looked there since the fault showed", step.run());
    }
}
