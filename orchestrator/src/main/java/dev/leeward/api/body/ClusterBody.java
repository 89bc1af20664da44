package dev.leeward.api.body;

import dev.leeward.control.Desk.Lead;
import java.time.Duration;
import java.util.Optional;

/** Who of several nodes leads, as one of them sees it. */
public record ClusterBody(
        String node,
        boolean leads,
        Optional<String> leader,
        String sentence,
        Optional<Double> leaseLeft,
        long sequence) {
    private static final double MILLIS = 1_000.0;

    /** The outside shape of {@code lead}. */
    public static ClusterBody of(Lead lead) {
        return new ClusterBody(
                lead.node(),
                lead.leads(),
                lead.leader(),
                lead.sentence(),
                lead.leaseLeft().map(Duration::toMillis).map(millis -> millis / MILLIS),
                lead.sequence());
    }
}
