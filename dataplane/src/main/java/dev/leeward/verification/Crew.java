package dev.leeward.verification;

import java.util.List;

/** Carries out work side by side. */
public interface Crew {
    /** Carries all of it out and returns once it is over. */
    void carryOut(List<? extends Work> works);
}
