package dev.leeward.simulator.node;

import dev.leeward.probe.Observation;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings what one vantage point sees to whoever leads, each look by itself: what gets lost is sent again a few times, so
 * looks arrive late, out of order, or not at all.
 */
final class Courier {
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 8;

    private final World world;
    private final String from;
    private final NodeClock clock;
    private final Supplier<Optional<SimulatedNode>> leader;
    private int underWay;

    /** Of the vantage point named {@code from}, whose own clock is {@code clock}. */
    Courier(World world, String from, NodeClock clock, Supplier<Optional<SimulatedNode>> leader) {
        this.world = world;
        this.from = from;
        this.clock = clock;
        this.leader = leader;
    }

    /** Whether all that was sent arrived or was given up. */
    boolean idle() {
        return underWay == 0;
    }

    void send(Seen seen) {
        underWay++;
        attempt(seen, 1);
    }

    private void attempt(Seen seen, int number) {
        var to = leader.get();
        var way = to.map(node -> world.network().trip(from, node.life().node()).there());
        if (to.isPresent() && way.isPresent() && way.get().isPresent()) {
            long transit = way.get().getAsLong();
            var age = Duration.between(seen.observation().startedAt(), clock.instant());
            world.timeline().after(transit, () -> {
                underWay--;
                to.get().hear(seen, started(to.get(), seen.observation(), age, transit));
            });
        } else if (number < MOST_TRIES) {
            world.timeline().after(AGAIN, () -> attempt(seen, number + 1));
        } else {
            underWay--;
        }
    }

    /**
     * The look by the clock of whoever hears of it. Neither clock shows the other's time, and nobody knows how long the way
     * took: it is taken to have begun as long before the question for it was sent as it was old when the answer was, and a
     * fiftieth more for clocks that drift. So it is never younger than it is.
     */
    private static Observation started(SimulatedNode node, Observation seen, Duration age, long transit) {
        var asked = node.clock().instant().minusNanos(2 * transit);
        var started = asked.minus(age).minus(age.dividedBy(50)).minusMillis(1);
        var took = Duration.between(seen.startedAt(), seen.endedAt());
        return new Observation(seen.probe(), seen.from(), started, started.plus(took), seen.sighting());
    }
}
