package dev.leeward.agent.health;

import java.time.Duration;

/** One way of looking at the host. */
@FunctionalInterface
public interface HostLook {
    /** What a look showed. */
    record Seen(State state, String sentence) {
        /** It is as it shall be. */
        public static Seen well(String sentence) {
            return new Seen(State.WELL, sentence);
        }

        /** It is not. */
        public static Seen failing(String sentence) {
            return new Seen(State.FAILING, sentence);
        }

        /** Nobody could look. */
        public static Seen unclear(String sentence) {
            return new Seen(State.UNCLEAR, sentence);
        }
    }

    /** How it is. */
    enum State {
        WELL,
        FAILING,
        UNCLEAR
    }

    /** Looks; returns a little after {@code limit} at the latest. */
    Seen look(Duration limit) throws InterruptedException;
}
