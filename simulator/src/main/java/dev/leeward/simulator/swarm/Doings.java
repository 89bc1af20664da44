package dev.leeward.simulator.swarm;

import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Measures;
import dev.leeward.service.Topology;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.world.Chance;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures for the services of some seeds, and what goes wrong with them. They are left to a chance of their own, so that seeds
 * which were kept before there were measures stay what they were.
 */
final class Doings {
    /** Kept seeds from before are all smaller. */
    private static final long FIRST = 2_000_000;

    private static final long OWN = 0x6d65617375726573L;

    private final Chance chance;

    private Doings(Chance chance) {
        this.chance = chance;
    }

    /** The measures and their troubles that {@code seed} has; empty: none. */
    static Optional<Doings> of(long seed) {
        var chance = new Chance(seed ^ OWN);
        return seed >= FIRST && chance.oneIn(2) ? Optional.of(new Doings(chance)) : Optional.empty();
    }

    /** {@code topology} with measures for each of its services. */
    Topology given(Topology topology) {
        var services = topology.services().stream()
                .map(service -> service.taking(measures()))
                .toList();
        return new Topology(services, topology.references(), topology.observers());
    }

    private Measures measures() {
        var before = new ArrayList<Measure>();
        if (!chance.oneIn(4)) before.add(measure("fence", Measure.Kind.FENCE));
        if (chance.oneIn(4)) before.add(measure("fence-too", Measure.Kind.FENCE));
        if (chance.oneIn(3)) before.add(measure("catch-up", Measure.Kind.CATCH_UP));
        if (chance.oneIn(2)) before.add(measure("settings", Measure.Kind.SETTINGS));
        if (chance.oneIn(3)) before.add(measure("flow", Measure.Kind.PROOF));
        var after = chance.oneIn(3) ? List.of(measure("warm-cache", Measure.Kind.COMMAND)) : List.<Measure>of();
        return new Measures(before, after);
    }

    private Measure measure(String name, Measure.Kind kind) {
        return new Measure(
                new MeasureId(name),
                kind,
                chance.oneIn(4) ? chance.of(List.of(Measure.Occasion.values())) : Measure.Occasion.MOVE,
                Duration.ofSeconds(chance.between(2, 30)),
                chance.between(1, 5),
                onFailure(),
                chance.oneIn(2));
    }

    /** Nobody answers in these plays, so that no run may ask. */
    private Optional<Measure.OnFailure> onFailure() {
        return chance.oneIn(3)
                ? Optional.of(chance.of(List.of(Measure.OnFailure.ABORT, Measure.OnFailure.CONTINUE)))
                : Optional.empty();
    }

    /** Times in which measures go wrong, all of them over before {@code length} is. */
    List<Strike> strikes(Duration length) {
        var strikes = new ArrayList<Strike>();
        long seconds = length.toSeconds();
        for (long i = chance.oneIn(3) ? 0 : chance.magnitude(6); i > 0; i--) {
            long at = chance.between(40, seconds - 60);
            long lasts = Math.min(chance.magnitude(900), seconds - 30 - at);
            var trouble = chance.of(List.of(
                    Trouble.UNAVAILABLE,
                    Trouble.THROTTLED,
                    Trouble.FORBIDDEN,
                    Trouble.ANSWER_LOST,
                    Trouble.REQUEST_LOST));
            var fault = new Fault.MeasuresFail(trouble, chance.oneIn(2) ? 1.0 : 0.5);
            if (lasts > 0) strikes.add(new Strike(Duration.ofSeconds(at), Duration.ofSeconds(lasts), fault));
        }
        return strikes;
    }
}
