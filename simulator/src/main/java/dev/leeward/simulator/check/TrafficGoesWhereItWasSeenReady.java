package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.SteeringPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S5: "traffic is never sent to a region without readiness evidence younger than F seconds."
 *
 * <p>Checked in two places. When the intent of a steering attempt becomes durable, the newest ended look of that very life
 * at every probe of the region that takes over, scheduled or made by a step, that said anything was answered, and began at
 * most {@code freshFor} ago. And when the change arrives at its provider, no more time has passed since that intent than
 * an attempt has until it must have reported back: 15 s for the call and 30 s of grace, plus what its node stood still in
 * between. So no traffic is sent on evidence older than {@code freshFor} and 45 s, however slow the call. A step that is
 * about TTLs must meet the same where it would move traffic nonetheless.
 *
 * <p>Not covered: what a provider accepted in time and carries out late; taking back, which goes where traffic came from.
 */
final class TrafficGoesWhereItWasSeenReady extends Judge {
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** What held against an attempt when it was journaled; empty: nothing. */
    private record Intent(Instant at, Life life, Optional<String> objection, Duration stoodStill) {}

    private final Lookouts looks;
    private final Sight sight;
    private final Stillness stillness = new Stillness();
    private final Recent<String, Intent> intents = new Recent<>(1_000);

    TrafficGoesWhereItWasSeenReady(Consumer<Breach> out, Lookouts looks) {
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
        stillness.see(at, what);
        switch (what) {
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.StepStarted step) intent(at, appended.life(), step);
            }
            case Happening.Arrived arrived when !arrived.refused() -> arrived(at, arrived.life(), arrived.plan());
            default -> {
                // Sends nothing anywhere.
            }
        }
    }

    private void intent(Instant at, Life life, Event.StepStarted event) {
        var account = scene.account(event.service());
        var deed = account.deed(event.run(), event.step().value()).orElse(null);
        var service = scene.service(event.service()).orElse(null);
        if (deed == null || service == null || !deed.changes()) return;
        var kind = deed.step().kind();
        if (kind == StepKind.TAKE_BACK) return;
        var run = deed.run().started();
        var to = kind == StepKind.LOWER_TTL ? run.from() : run.to();
        var objection = sight.objection(life, service, to, at);
        intents.put(deed.operation(), new Intent(at, life, objection, stillness.of(life, at)));
        if (kind == StepKind.STEER && objection.isPresent()) {
            breach(at, "%s begins %s towards %s, but %s", life, deed.operation(), to, objection.get());
        }
    }

    private void arrived(Instant at, Life life, SteeringPlan plan) {
        var order = plan.order();
        var desired = order.endpoints().get(order.to());
        if (desired == null || plan.before().values().equals(desired.byType())) return;
        var intent = intents.get(order.operation());
        if (intent == null || !intent.life().equals(life)) return;
        var deed = scene.account(order.service()).deed(order.operation());
        boolean steers = deed.filter(d -> d.step().kind() == StepKind.STEER).isPresent();
        if (!steers && intent.objection().isPresent()) {
            breach(
                    at,
                    "%s, which is about TTLs, sends traffic to %s, but %s",
                    order.operation(),
                    order.to(),
                    intent.objection().get());
        }
        var still = stillness.of(life, at).minus(intent.stoodStill());
        if (Drift.longer(intent.at(), at, CALL.plus(GRACE).plus(still))) {
            breach(
                    at,
                    "%s arrives %s after its intent, on evidence of then",
                    order.operation(),
                    Duration.between(intent.at(), at));
        }
    }
}
