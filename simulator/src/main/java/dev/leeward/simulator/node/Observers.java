package dev.leeward.simulator.node;

import dev.leeward.service.Topology;
import dev.leeward.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Those who look from other places: {@code observer-1} and so on. */
final class Observers {
    private final List<Observer> all = new ArrayList<>();

    Observers(World world, Topology topology, int count, Supplier<Optional<SimulatedNode>> leader) {
        for (int i = 1; i <= count; i++) all.add(new Observer(world, "observer-" + i, topology, leader));
    }

    void configure(Topology topology) {
        all.forEach(observer -> observer.configure(topology));
    }

    void keepDown(String name, boolean now, Topology topology) {
        all.stream().filter(observer -> observer.name().equals(name)).forEach(o -> o.keepDown(now, topology));
    }

    /** What these see and what a node sees by {@code own}. */
    Sights with(Looks own) {
        return new Sights() {
            @Override
            public void configure(Topology topology) {
                own.configure(topology);
            }

            @Override
            public boolean idle() {
                return own.idle() && all.stream().allMatch(Observer::idle);
            }

            @Override
            public void land() {
                own.awaitAll();
                all.forEach(Observer::land);
            }

            @Override
            public boolean landed() {
                return own.landed() && all.stream().allMatch(Observer::landed);
            }
        };
    }
}
