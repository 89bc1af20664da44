package dev.leeward.health;

import dev.leeward.probe.VantagePoint;
import java.util.List;
import java.util.Optional;

/**
 * A region that some vantage points see and others, with open eyes, do not: the way there is broken somewhere. It is shown
 * and looked at again, and is never by itself a reason to move traffic.
 *
 * @param from which it could not be seen
 * @param by whom it is seen
 */
public record PartlySeen(List<VantagePoint> from, List<VantagePoint> by) {
    public PartlySeen {
        from = List.copyOf(from);
        by = List.copyOf(by);
    }

    static Optional<PartlySeen> of(List<Vote> votes) {
        if (!isSaid(Verdict.UNHEALTHY, votes) || !isSaid(Verdict.HEALTHY, votes)) return Optional.empty();
        return Optional.of(new PartlySeen(saying(Verdict.UNHEALTHY, votes), saying(Verdict.HEALTHY, votes)));
    }

    /** Asked of every region on every judgement, and nearly always false. */
    private static boolean isSaid(Verdict verdict, List<Vote> votes) {
        for (var vote : votes) {
            if (vote.verdict() == verdict) return true;
        }
        return false;
    }

    private static List<VantagePoint> saying(Verdict verdict, List<Vote> votes) {
        return votes.stream()
                .filter(vote -> vote.verdict() == verdict)
                .map(Vote::from)
                .toList();
    }

    /** For people: who does not see it, and who does. */
    public String sentence() {
        return "could not be seen from " + Tally.names(from) + "; " + Tally.names(by)
                + (by.size() == 1 ? " sees it" : " see it");
    }
}
