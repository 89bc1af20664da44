package dev.leeward.simulator.trace;

import dev.leeward.probe.FailureKind;
import java.util.Optional;

/** How a region's application really is, whoever looks. */
public enum Condition {
    /** Answers as it should. */
    WELL,
    /** Answers as it should, but slowly: within a usual time limit, or just not. */
    SLOW,
    /** One of three instances is broken: one request in three fails. */
    HALF,
    /** Nothing listens. */
    DEAD,
    /** Connects and never answers. */
    HUNG,
    /** Answers with an error. */
    ERROR,
    /** Answers at once, and wrongly. */
    WRONG;

    /** Whether users are served at all. */
    public boolean serves() {
        return this == WELL || this == SLOW || this == HALF;
    }

    /** How a request fails that fails for this reason; empty: this is no reason to. */
    public Optional<FailureKind> failure() {
        return switch (this) {
            case WELL -> Optional.empty();
            case SLOW, HUNG -> Optional.of(FailureKind.TIMED_OUT);
            case DEAD -> Optional.of(FailureKind.REFUSED);
            case HALF, ERROR -> Optional.of(FailureKind.BAD_STATUS);
            case WRONG -> Optional.of(FailureKind.BAD_BODY);
        };
    }
}
