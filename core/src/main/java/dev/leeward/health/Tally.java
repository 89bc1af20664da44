package dev.leeward.health;

import dev.leeward.probe.VantagePoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What several vantage points say of one region, put together for people. */
record Tally(List<Vote> votes, int quorum) implements Finding {
    /** Whether there is more to say than what the only vantage point has said already. */
    boolean isWorthSaying() {
        return quorum > 1 || votes.size() > 1;
    }

    /** {@code fra unhealthy, nyc healthy, sfo unknown (silent); 2 of 3 must agree}. */
    @Override
    public String sentence() {
        var each = votes.stream().map(Tally::describe).collect(Collectors.joining(", "));
        return each + "; " + quorum + " of " + votes.size() + " must agree";
    }

    private static String describe(Vote vote) {
        var sight = vote.sight() == Sight.CLEAR ? "" : " (" + lower(vote.sight()) + ")";
        return vote.from() + " " + lower(vote.verdict()) + sight;
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String names(List<VantagePoint> points) {
        var names = points.stream().map(VantagePoint::value).toList();
        if (names.size() < 2) return String.join("", names);
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
