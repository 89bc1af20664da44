package dev.leeward.health;

import java.util.List;

/** How several vantage points come to one verdict. */
final class Quorum {
    private Quorum() {}

    /**
     * The verdict that at least {@code needed} of {@code votes} share. Unknown votes count for nothing; two verdicts that
     * both reach the quorum dispute each other, and that is Unknown too.
     */
    static Verdict of(List<Verdict> votes, int needed) {
        boolean healthy = votes.stream().filter(v -> v == Verdict.HEALTHY).count() >= needed;
        boolean unhealthy = votes.stream().filter(v -> v == Verdict.UNHEALTHY).count() >= needed;
        if (healthy == unhealthy) return Verdict.UNKNOWN;
        return healthy ? Verdict.HEALTHY : Verdict.UNHEALTHY;
    }
}
