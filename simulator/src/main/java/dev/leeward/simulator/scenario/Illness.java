package dev.leeward.simulator.scenario;

import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Chance;
import java.util.List;

/** How a region's application fails. */
public enum Illness {
    /** One of {@link #REFUSE}, {@link #HANG} and {@link #ERROR}, drawn from the seed. */
    DOWN,
    /** Connections are refused. */
    REFUSE,
    /** Connections are taken, and nothing is ever answered. */
    HANG,
    /** Every answer is an error. */
    ERROR,
    /** Every answer comes at once and is not the expected one. */
    WRONG,
    /** Half of all looks run into their time limit; users are served, slowly. */
    SLOW,
    /** One of three instances is broken: a third of all requests fails. */
    HALF;

    private static final List<Condition> DOWNS = List.of(Condition.DEAD, Condition.HUNG, Condition.ERROR);

    /** The condition that this is. */
    Condition condition(Chance chance) {
        return switch (this) {
            case DOWN -> chance.of(DOWNS);
            case REFUSE -> Condition.DEAD;
            case HANG -> Condition.HUNG;
            case ERROR -> Condition.ERROR;
            case WRONG -> Condition.WRONG;
            case SLOW -> Condition.SLOW;
            case HALF -> Condition.HALF;
        };
    }
}
