package dev.leeward.node;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that goes wrong in {@link ThreePlaces}, and what has to come of it.
 *
 * @param name a sentence
 * @param doom what the first leader does to itself in the middle of a run
 * @param fault what happens
 * @param lasts how long at least until it is repaired
 * @param repair what ends it, beyond healing the network
 */
record Trial(
        String name,
        List<String> doom,
        Consumer<ThreePlaces> fault,
        Due due,
        Duration lasts,
        Consumer<ThreePlaces> repair) {
    /** Which failover is due. */
    enum Due {
        /** None, neither while it lasts nor afterwards. */
        NONE("none"),
        /** One, while it lasts. */
        AT_ONCE("one"),
        /** One, but not before it is repaired. */
        ONCE_REPAIRED("one, once repaired");

        final String words;

        Due(String words) {
            this.words = words;
        }
    }

    private static final Duration SHORT = Duration.ofSeconds(8);

    /** Nothing moves, though this goes wrong for {@code lasts}. */
    static Trial movesNothing(String name, Duration lasts, Consumer<ThreePlaces> fault) {
        return new Trial(name, List.of(), fault, Due.NONE, lasts, _ -> {});
    }

    /** The home region dies, this goes wrong, and traffic moves all the same. */
    static Trial movesAtOnce(String name, Consumer<ThreePlaces> fault) {
        return new Trial(
                name, List.of(), fault.andThen(world -> world.east.kill()), Due.AT_ONCE, Duration.ZERO, _ -> {});
    }

    /** The home region dies, this goes wrong, and traffic moves when it is repaired. */
    static Trial movesOnceRepaired(String name, Consumer<ThreePlaces> fault, Consumer<ThreePlaces> repair) {
        return new Trial(name, List.of(), fault.andThen(world -> world.east.kill()), Due.ONCE_REPAIRED, SHORT, repair);
    }

    /** The home region dies, and the leader with it at the n-th append of the run that this begins. */
    static Trial killed(String when, int append) {
        return new Trial(
                "leader killed right " + when + " append " + append + " of the run",
                List.of(when, Integer.toString(append)),
                world -> world.east.kill(),
                Due.AT_ONCE,
                Duration.ZERO,
                _ -> {});
    }

    /** The home region dies, the leader freezes at the n-th append, and wakes when its successor has acted. */
    static Trial frozen(String when, int append, Duration asleep) {
        return new Trial(
                "leader frozen for " + asleep.toSeconds() + " s right " + when + " append " + append + " of the run",
                List.of("frozen-" + when, Integer.toString(append)),
                world -> world.east.kill(),
                Due.AT_ONCE,
                asleep,
                world -> world.leader().process().thaw());
    }

    @Override
    public String toString() {
        return name;
    }
}
