package dev.leeward.replication;

/** A way that changes go, turn by turn, any number of threads side by side. */
public interface Way extends Turn {
    /** Has {@code wake} run whenever there is something to do again; it must not block. */
    void onWork(Runnable wake);
}
