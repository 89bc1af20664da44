package dev.leeward.health;

import java.util.List;

/** How several vantage points come to one verdict. */
final class Quorum {
    private Quorum() {}

    /**
     * The verdict that at least {@code needed} of {@code votes} share. Unknown votes count for nothing; two verdicts that
     * both reach the quorum dispute each other, and that is Unknown too.
     */
    static Verdict of(List<Vote> votes, int needed) {
        int healthy = 0;
        int unhealthy = 0;
        for (var vote : votes) {
            if (vote.verdict() == Verdict.HEALTHY) healthy++;
            if (vote.verdict() == Verdict.UNHEALTHY) unhealthy++;
        }
        boolean enoughSeeIt = healthy >= needed;
        boolean enoughMissIt = unhealthy >= needed;
        if (enoughSeeIt == enoughMissIt) return Verdict.UNKNOWN;
        return enoughSeeIt ? Verdict.HEALTHY : Verdict.UNHEALTHY;
    }
}
