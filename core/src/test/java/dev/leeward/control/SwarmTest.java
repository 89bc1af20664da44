package dev.leeward.control;

import static dev.leeward.fixture.Shop.API;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Crash;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Everything at once, at random: regions, the provider, the journal, the node and its operator. */
final class SwarmTest {
    private static final List<RegionName> REGIONS = List.of(EAST, WEST, NORTH);
    private static final int SEEDS = Integer.getInteger("leeward.swarm", 20);

    @Test
    void whatever_fails_the_invariants_hold_and_everything_heals() {
        long first = Long.getLong("leeward.seed", new Random().nextLong());
        int moves = 0;
        for (int i = 0; i < SEEDS; i++) {
            var seed = first + i;
            var service = service(new Random(seed));
            var rig = Rig.of(service);
            var name = "seed " + seed;
            storm(rig, new Random(seed), name);
            heal(rig);
            var invariants = new Invariants(rig, service, name);
            invariants.check();
            invariants.checkHealed();
            moves += rig.journal.events(Event.RunStarted.class).size();
        }
        assertThat(moves).as("seeds from %d move anything at all", first).isGreaterThan(SEEDS);
    }

    @Test
    void where_no_region_fails_nothing_is_changed_whatever_else_does() {
        long first = Long.getLong("leeward.seed", new Random().nextLong());
        for (int i = 0; i < SEEDS / 3; i++) {
            var random = new Random(first + i);
            var rig = Rig.of(service(random));
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> rig.crash();
                    case 1 -> rig.journal.fail(random.nextBoolean());
                    case 2 -> rig.world.unreadable(random.nextBoolean());
                    case 3 -> rig.tell(new Input.Misconfigured("x", List.of("line 1: no")));
                    case 4 -> rig.tell(new Input.Configured(rig.topology, "y", _ -> {}));
                    default -> hiccup(rig, random);
                }
                rig.run(Duration.ofMillis(random.nextInt(20_000)));
            }
            assertThat(rig.world.changes()).as("S18, S20: seed %d", first + i).isEmpty();
        }
    }

    /** One failing look, which two have to follow. */
    private static void hiccup(Rig rig, Random random) {
        var region = REGIONS.get(random.nextInt(3));
        rig.run(Duration.ofSeconds(5));
        rig.world.show(region, Looks.TIMED_OUT);
        rig.run(Duration.ofMillis(400));
        rig.world.show(region, Looks.OK);
        rig.run(Duration.ofSeconds(5));
    }

    private static void storm(Rig rig, Random random, String name) {
        for (int step = 0; step < 120; step++) {
            act(rig, random);
            try {
                rig.run(Duration.ofMillis(random.nextInt(pace(rig, random))));
            } catch (Crash | IllegalStateException bug) {
                throw new AssertionError(name + ": " + bug, bug);
            }
        }
    }

    /** While a run is under way much happens at once: that is where the corners are. */
    private static int pace(Rig rig, Random random) {
        boolean busy = rig.state().run().isPresent();
        if (busy && random.nextInt(4) > 0) return 1_000;
        return random.nextInt(5) == 0 ? 400_000 : 20_000;
    }

    private static void act(Rig rig, Random random) {
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3 ->
                rig.world.show(
                        REGIONS.get(random.nextInt(3)),
                        List.of(Looks.REFUSED, Looks.TIMED_OUT, Looks.OPEN, Looks.OK)
                                .get(random.nextInt(4)));
            case 4, 5, 14 -> REGIONS.forEach(region -> rig.world.show(region, Looks.OK));
            case 6 -> rig.crash();
            case 7 -> rig.journal.fail(random.nextInt(3) == 0);
            case 8 -> rig.world.unreadable(random.nextInt(3) == 0);
            case 9, 13 -> {
                var fault = List.of(World.Fault.values()).get(random.nextInt(World.Fault.values().length));
                int oneIn = 1 + random.nextInt(4);
                rig.world.faults(_ -> random.nextInt(oneIn) == 0 ? fault : World.Fault.NONE);
            }
            case 10 -> rig.world.faults(_ -> World.Fault.NONE);
            case 11 -> {
                int oneIn = 2 + random.nextInt(6);
                rig.crashAtEffect(_ -> random.nextInt(oneIn) == 0);
            }
            case 12 -> rig.crashAtEffect(_ -> false);
            default -> rig.order(anyOrder(random), random.nextInt(5) == 0);
        }
    }

    private static Order anyOrder(Random random) {
        var to = random.nextBoolean() ? Optional.of(REGIONS.get(random.nextInt(3))) : Optional.<RegionName>empty();
        Set<Rule> force = random.nextInt(3) == 0 ? Set.of(Rule.NO_RUN, Rule.ACTIVE_UNHEALTHY) : Set.of();
        return switch (random.nextInt(7)) {
            case 0, 6 -> Orders.pause(Duration.ofMinutes(1 + random.nextInt(30)));
            case 1 -> Orders.resume();
            case 2 -> Orders.approve();
            case 3 -> new Order.Move(Shop.NAME, "kim", RunKind.FAILOVER, to, force, "because");
            case 4 -> new Order.Move(Shop.NAME, "kim", RunKind.FAILBACK, Optional.empty(), force, "because");
            default -> new Order.Move(Shop.NAME, "kim", RunKind.SWITCHOVER, to, force, "because");
        };
    }

    private static void heal(Rig rig) {
        rig.world.faults(_ -> World.Fault.NONE);
        rig.world.unreadable(false);
        rig.journal.fail(false);
        rig.crashAtEffect(_ -> false);
        REGIONS.forEach(region -> rig.world.show(region, Looks.OK));
        rig.run(Duration.ofMinutes(40));
        // The budget's window may only now let traffic come home: that run has to end too.
        rig.run(Duration.ofMinutes(10), () -> rig.state().run().isEmpty());
    }

    private static Service service(Random random) {
        var policy = new FailoverPolicy(
                random.nextInt(4) == 0 ? FailoverPolicy.Mode.APPROVAL : FailoverPolicy.Mode.AUTOMATIC,
                Duration.ofSeconds(random.nextInt(300)),
                2 + random.nextInt(6),
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofMinutes(3));
        return Shop.with(Shop.with(List.of(WWW, API), EAST, WEST, NORTH), policy);
    }
}
