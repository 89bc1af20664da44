package dev.leeward.measure;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that a move does besides steering.
 *
 * @param occasion in which moves it is taken
 * @param limit no attempt begins later than this after the first, and none takes longer
 * @param attempts at most so many
 * @param onFailure what follows when it is given up; empty: as {@link #failing} says
 * @param revocable whether it can be taken back
 */
public record Measure(
        MeasureId id,
        Kind kind,
        Occasion occasion,
        Duration limit,
        int attempts,
        Optional<OnFailure> onFailure,
        boolean revocable) {
    public Measure {
        if (!limit.isPositive()) throw new IllegalArgumentException(id + " needs time");
        if (attempts < 1) throw new IllegalArgumentException(id + " needs an attempt");
    }

    /** What it is for. */
    public enum Kind {
        /** Keeps applications from writing in the region that is left. */
        FENCE,
        /** Waits until what was written in the region that is left has come to the one that takes over. */
        CATCH_UP,
        /** Gives applications in the region that takes over their settings. */
        SETTINGS,
        /** Shows that users are served in the region that takes over, before they are sent there. */
        PROOF,
        /** Whatever a command of the user's own does. */
        COMMAND
    }

    /** In which moves a measure is taken. */
    public enum Occasion {
        /** Every move. */
        MOVE,
        /** Only where the region that is left failed. */
        UNPLANNED,
        /** Only where it is well. */
        PLANNED;

        /** Whether it is one in which such measures are taken. */
        public boolean includes(boolean planned) {
            return switch (this) {
                case MOVE -> true;
                case UNPLANNED -> !planned;
                case PLANNED -> planned;
            };
        }
    }

    /** What the run does when the measure is given up. */
    public enum OnFailure {
        /** Ends, and takes back what it did. */
        ABORT,
        /** Goes on without it, and says so. */
        CONTINUE,
        /** Waits for a person who says which. */
        ASK
    }

    /** The same; when it is given up {@code consequence} follows, unless something is said. */
    public Measure otherwise(OnFailure consequence) {
        var then = Optional.of(onFailure.orElse(consequence));
        return new Measure(id, kind, occasion, limit, attempts, then, revocable);
    }

    /**
     * What follows when it is given up. Where nothing is said, a planned move takes everything back, for it can be made another
     * time; one out of a dead region goes on without all but the proof that users will be served.
     */
    public OnFailure failing(boolean planned) {
        return onFailure.orElse(planned || kind == Kind.PROOF ? OnFailure.ABORT : OnFailure.CONTINUE);
    }
}
