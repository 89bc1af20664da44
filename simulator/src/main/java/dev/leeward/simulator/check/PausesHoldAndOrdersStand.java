package dev.leeward.simulator.check;

import dev.leeward.decision.Order;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S15: "pause/pin stops automatic effects within one tick, survives restart and leader change; human order beats
 * automation."
 *
 * <p>Checked: from the entry of a pause to that of its end no automatic run starts and no attempt of one begins that changes
 * anything, whoever runs and however often a node restarts; a pause ends by an accepted order, or by expiry and then not
 * before its time (by the journal's clock); a run that claims to be ordered has an accepted order right before it; and no
 * automatic run takes the place of an ordered one, but for a failover that takes the place of a planned move that has not
 * begun to steer.
 *
 * <p>An attempt that was journaled before the pause may still have its effect: nobody can call it back. That an order is not
 * undone by automation within the dwell follows from S8, which counts ordered runs too. There is no pin yet.
 */
final class PausesHoldAndOrdersStand extends Judge {
    /** What an accepted order allows, until the entries that follow from it are written. */
    private record Accepted(long sequence, Order order) {}

    /** An ordered run that ended right now. */
    private record Cut(long sequence, Sortie run) {}

    private final Map<ServiceName, Event.Paused> pauses = new HashMap<>();
    private final Map<ServiceName, Accepted> accepted = new HashMap<>();
    private final Map<ServiceName, Cut> cut = new HashMap<>();

    PausesHoldAndOrdersStand(Consumer<Breach> out) {
        super("S15", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Appended appended)) return;
        long sequence = appended.entry().sequence();
        switch (appended.entry().event()) {
            case Event.Paused paused -> {
                pauses.put(paused.service(), paused);
                ordered(at, paused.service(), sequence, Order.Pause.class, "pause");
            }
            case Event.Resumed resumed -> resumed(at, sequence, appended.entry().at(), resumed);
            case Event.OrderAccepted order -> accepted.put(order.service(), new Accepted(sequence, order.order()));
            case Event.RunStarted run -> started(at, sequence, run);
            case Event.StepStarted step -> step(at, step);
            case Event.RunEnded end ->
                scene.account(end.service())
                        .run(end.run())
                        .ifPresent(run -> cut.put(end.service(), new Cut(sequence, run)));
            default -> {
                // Neither begins nor allows anything.
            }
        }
    }

    private void resumed(Instant at, long sequence, Instant nodeTime, Event.Resumed resumed) {
        var pause = pauses.remove(resumed.service());
        if (pause == null) {
            breach(at, "the end of a pause of %s that there was not", resumed.service());
        } else if (!resumed.by().equals("expiry")) {
            ordered(at, resumed.service(), sequence, Order.Resume.class, "end of the pause");
        } else if (nodeTime.isBefore(pause.until())) {
            breach(at, "the pause of %s expired before %s", resumed.service(), pause.until());
        }
    }

    private void started(Instant at, long sequence, Event.RunStarted run) {
        if (!run.automatic()) {
            ordered(at, run.service(), sequence, Order.class, "run " + run.run());
            return;
        }
        if (pauses.containsKey(run.service())) {
            breach(at, "automatic run %s starts while %s is paused", run.run(), run.service());
        }
        var before = cut.get(run.service());
        if (before == null
                || before.sequence() != sequence - 1
                || before.run().started().automatic()) return;
        boolean finished = before.run().deeds().stream().allMatch(Sortie.Deed::over);
        boolean failed = before.run().deeds().stream().anyMatch(deed -> deed.over() && !deed.done());
        boolean givesWay = before.run().planned()
                && before.run().deeds(StepKind.STEER).stream().noneMatch(Sortie.Deed::mayHaveChanged);
        if (!finished && !failed && !givesWay) {
            breach(
                    at,
                    "automatic run %s ends the ordered %s",
                    run.run(),
                    before.run().started().run());
        }
    }

    private void step(Instant at, Event.StepStarted step) {
        if (!pauses.containsKey(step.service())) return;
        scene.account(step.service())
                .deed(step.run(), step.step().value())
                .filter(deed -> deed.acts() && deed.run().started().automatic())
                .ifPresent(deed -> breach(at, "%s begins while %s is paused", deed.operation(), step.service()));
    }

    /** At most the end of the run that gives way stands between an order and what follows from it. */
    private void ordered(Instant at, ServiceName service, long sequence, Class<?> kind, String what) {
        var order = accepted.remove(service);
        boolean fits = order != null && sequence - order.sequence() <= 2 && kind.isInstance(order.order());
        boolean moves = order != null
                && (order.order() instanceof Order.Move
                        || order.order() instanceof Order.Approve
                        || order.order() instanceof Order.Release);
        if (!fits || (kind == Order.class && !moves)) breach(at, "%s of %s, which nobody ordered", what, service);
    }
}
