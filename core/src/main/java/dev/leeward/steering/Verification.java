package dev.leeward.steering;

import dev.leeward.fault.Problem;
import java.util.List;

/** What an independent look at those who answer for a target showed. */
public sealed interface Verification {
    /** Enough of them answer as ordered; {@code witnesses} names every one, stragglers included. */
    record Proven(List<Witness> witnesses) implements Verification {
        public Proven {
            witnesses = List.copyOf(witnesses);
        }
    }

    /** Too few do yet. */
    record NotYet(List<Witness> witnesses) implements Verification {
        public NotYet {
            witnesses = List.copyOf(witnesses);
        }
    }

    /** Nobody could be asked. */
    record Unseen(Problem problem) implements Verification {}

    /**
     * One that answers for the target: an authoritative server at one of its addresses.
     *
     * @param server its name and address, {@code ns1.example.net/192.0.2.53}
     */
    record Witness(String server, State state, String detail) {}

    /** How a witness answers. */
    enum State {
        CURRENT,
        STALE,
        REFUSED,
        TIMED_OUT,
        NO_SUCH_NAME,
        NOT_AUTHORITATIVE,
        UNREACHABLE
    }
}
