package dev.leeward.signal.desk;

import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Refusal;

/** Told what becomes of deliveries, on the threads that they come by; must be quick. */
public interface SignalListener {
    /** A signal was taken. */
    void heard(String source, SignalState state);

    /** A delivery was not taken. {@code source}: {@link SignalDesk#NOBODY} where none of that name is configured. */
    void refused(String source, Refusal.Why why);

    /** Something is wrong by {@code signal}, and was not by what was known before. */
    void began(Signal signal);
}
