package dev.leeward.runbook;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transition table of a step: the only way a step changes its state. What is not in it cannot happen.
 */
public final class StepTable {
    private static final Map<StepState, Map<StepTrigger, StepState>> TABLE = new EnumMap<>(StepState.class);

    static {
        add(StepState.WAITING, StepTrigger.START, StepState.STARTED);
        add(StepState.WAITING, StepTrigger.GIVE_UP, StepState.FAILED);
        add(StepState.STARTED, StepTrigger.DONE, StepState.DONE);
        add(StepState.STARTED, StepTrigger.NOT_DONE, StepState.RETRYING);
        add(StepState.STARTED, StepTrigger.UNCLEAR, StepState.UNCLEAR);
        add(StepState.STARTED, StepTrigger.CRASH, StepState.UNCLEAR);
        add(StepState.RETRYING, StepTrigger.START, StepState.STARTED);
        add(StepState.RETRYING, StepTrigger.WAIVE, StepState.WAIVED);
        add(StepState.RETRYING, StepTrigger.GIVE_UP, StepState.FAILED);
        add(StepState.UNCLEAR, StepTrigger.START, StepState.STARTED);
        add(StepState.UNCLEAR, StepTrigger.WAIVE, StepState.WAIVED);
        add(StepState.UNCLEAR, StepTrigger.GIVE_UP, StepState.FAILED);
    }

    private StepTable() {}

    /** Where {@code trigger} leads from {@code from}, if it leads anywhere. */
    public static Optional<StepState> lookUp(StepState from, StepTrigger trigger) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(trigger));
    }

    /** Where {@code trigger} leads from {@code from}; a transition that is not in the table is a bug. */
    static StepState next(StepState from, StepTrigger trigger) {
        return lookUp(from, trigger)
                .orElseThrow(() -> new IllegalStateException("no transition from " + from + " on " + trigger));
    }

    private static void add(StepState from, StepTrigger trigger, StepState to) {
        TABLE.computeIfAbsent(from, _ -> new EnumMap<>(StepTrigger.class)).put(trigger, to);
    }
}
