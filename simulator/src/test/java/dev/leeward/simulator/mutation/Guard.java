package dev.leeward.simulator.mutation;

import java.util.List;

/**
 * Something in the core that keeps an invariant.
 *
 * @param name what it is, for people
 * @param serves the invariants it was put there for; others may notice first when it is gone
 * @param cuts what switches it off; more than one where it is kept twice over
 */
record Guard(String name, List<String> serves, List<Cut> cuts) {
    Guard {
        serves = List.copyOf(serves);
        cuts = List.copyOf(cuts);
    }

    static Guard of(String name, String serves, Cut... cuts) {
        return new Guard(name, List.of(serves.split(" ")), List.of(cuts));
    }

    @Override
    public String toString() {
        return name;
    }
}
