package dev.leeward.simulator.forecast;

import java.time.Duration;

/**
 * A line of a time line.
 *
 * @param at since the first incident began; negative: before
 */
public record Moment(Duration at, Kind kind, String sentence) {
    /** What kind of thing happened. */
    public enum Kind {
        /** Something broke, or a person did something, as the scenario says. */
        FAULT,
        /** And that is over. */
        OVER,
        /** A first look failed. */
        LOOK,
        VERDICT,
        DECISION,
        STEP,
        /** Name servers answer something else. */
        DNS,
        RUN,
        /** Somebody is woken. */
        PAGE,
        /** Somebody should know by the morning. */
        NOTICE,
        /** What an alarm was about is over. */
        CLEAR,
        /** A person's order, and what became of it. */
        ORDER,
        NODE,
        USERS
    }
}
