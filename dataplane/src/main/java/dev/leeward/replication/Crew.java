package dev.leeward.replication;

import java.util.List;

/** Carries out work side by side. */
public interface Crew {
    /** Carries all of it out, maybe at the same time, and returns once it is over. */
    void carryOut(List<? extends Runnable> works);
}
