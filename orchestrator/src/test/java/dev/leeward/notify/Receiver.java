package dev.leeward.notify;

import java.time.Duration;
import java.util.List;

/** The other side of a channel, as the contract needs it: it can be told how to answer. */
public interface Receiver extends AutoCloseable {
    /** How it treats the next notice. */
    enum Mood {
        /** Takes it. */
        TAKES,
        /** Cannot take it now. */
        BUSY,
        /** Will never take it. */
        REFUSES,
        /** Listens and says nothing. */
        SILENT,
        /** Is not there. */
        GONE
    }

    /** From now on. */
    void become(Mood mood);

    /** A channel to it, under this name. */
    Channel channel(String name, Duration timeout);

    /** The secrets it was made with. */
    List<String> secrets();

    /** Whether it can say that it will never take a notice. */
    default boolean canRefuse() {
        return true;
    }

    /** How many notices it has taken. */
    int taken();

    @Override
    void close();
}
