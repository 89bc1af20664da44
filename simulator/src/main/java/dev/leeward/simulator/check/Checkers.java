package dev.leeward.simulator.check;

import java.util.List;
import java.util.function.Consumer;

/** All checkers there are, and which invariants have none. */
public final class Checkers {
    private Checkers() {}

    /** A new set of all checkers; each says what it finds to {@code out}. For one simulation, and one thread. */
    public static List<Checker> all(Consumer<Breach> out) {
        var looks = new Lookouts();
        return List.of(
                new EpochsNeverDecrease(out),
                new NamesAreNeverEmptyNorUnowned(out),
                new TrafficGoesWhereItWasSeenReady(out, looks),
                new FailoversAreProven(out, looks),
                new AutomaticMovesAreLimited(out),
                new PausesHoldAndOrdersStand(out),
                new IntentIsDurableFirst(out),
                new EverythingSettles(out));
    }
}
