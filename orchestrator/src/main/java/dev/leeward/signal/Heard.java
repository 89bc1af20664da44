package dev.leeward.signal;

import java.time.Duration;

/**
 * A signal as it is known now.
 *
 * @param signed whether it is certain who said it
 * @param ago how long ago it was said, as far as that is known: not later than it was heard
 */
public record Heard(Signal signal, boolean signed, Duration ago) {
    /** Whether something is wrong by it, and it is not older than {@code fresh}. */
    public boolean fires(Duration fresh) {
        return signal.state() == SignalState.FIRING && ago.compareTo(fresh) <= 0;
    }
}
