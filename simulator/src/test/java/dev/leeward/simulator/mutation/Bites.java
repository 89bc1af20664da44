package dev.leeward.simulator.mutation;

import dev.leeward.decision.RuleCheck;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;

/**
 * Which guards said something else than they would if they were switched off. Called from within a program that is loaded
 * afresh, each of which has a copy of this of its own, and plays on one thread.
 */
public final class Bites {
    private static final BitSet GUARDS = new BitSet();

    private Bites() {}

    /** Guard number {@code guard} did something. */
    public static void note(int guard) {
        GUARDS.set(guard);
    }

    /** Guard number {@code guard} said {@code said}, and would say {@code instead}. */
    public static void note(int said, int instead, int guard) {
        if (said != instead) GUARDS.set(guard);
    }

    /** Guard number {@code guard} gave {@code given}, and would give {@code instead}. */
    public static void note(Object given, Object instead, int guard) {
        if (!given.equals(instead)) GUARDS.set(guard);
    }

    /** Guard number {@code guard} gave {@code given}, and would give the least there is. */
    public static void note(Object given, int guard) {
        boolean least = switch (given) {
            case Optional<?> some -> some.isEmpty();
            case Collection<?> some -> some.isEmpty();
            case RuleCheck check -> check.holds();
            case Duration time -> time.isZero();
            case StepResult result -> result instanceof StepResult.Done;
            case Epoch epoch -> epoch.equals(Epoch.NONE);
            default -> false;
        };
        if (!least) GUARDS.set(guard);
    }

    /** The guards that were noted since the last time. */
    public static BitSet take() {
        var taken = (BitSet) GUARDS.clone();
        GUARDS.clear();
        return taken;
    }
}
