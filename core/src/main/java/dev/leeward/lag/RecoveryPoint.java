package dev.leeward.lag;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What would be lost if a region took over from another one that never came back. */
public sealed interface RecoveryPoint {
    /** Whether it is known to be no more than {@code limit}. */
    boolean isWithin(Duration limit);

    /**
     * Known for all tables.
     *
     * @param reached the state that the slowest table would go back to
     * @param loss how much time of writing would be lost
     * @param unapplied changes that are known and not applied; at least so many would be lost, if the region that is lost is
     *     also where they have been read
     * @param about how many writes that is by the rate at which they came, where the rate is known; 0 if it is not
     */
    record Known(Instant reached, Duration loss, long unapplied, long about) implements RecoveryPoint {
        @Override
        public boolean isWithin(Duration limit) {
            return loss.compareTo(limit) <= 0;
        }
    }

    /** Not known for some table: the worst has to be assumed. */
    record Unknown(List<String> reasons) implements RecoveryPoint {
        public Unknown {
            reasons = List.copyOf(reasons);
        }

        @Override
        public boolean isWithin(Duration limit) {
            return false;
        }
    }

    /**
     * That of {@code heir} taking over from {@code lost}.
     *
     * @param links all links of all tables of the service; only those between the two count
     * @param lastWrite the latest that anything can have been written in the lost region: when it was last seen alive or was
     *     fenced, or now if neither is known
     * @param writesPerSecond how fast it was written before, all tables together
     */
    static RecoveryPoint of(
            RegionName lost,
            RegionName heir,
            Collection<LinkProgress> links,
            Instant lastWrite,
            double writesPerSecond) {
        if (writesPerSecond < 0) throw new IllegalArgumentException("a negative rate");
        List<LinkProgress> own = links.stream()
                .filter(link -> link.from().equals(lost) && link.to().equals(heir))
                .toList();
        if (own.isEmpty()) return new Unknown(List.of("nothing is replicated from " + lost + " to " + heir));
        List<String> reasons = own.stream()
                .flatMap(link -> link.reason().stream().map(reason -> link.table() + ": " + reason))
                .toList();
        if (!reasons.isEmpty()) return new Unknown(reasons);
        Instant reached = own.stream()
                .flatMap(link -> link.safeTime().stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration loss = Duration.between(reached, lastWrite);
        if (loss.isNegative()) loss = Duration.ZERO;
        long unapplied = own.stream().mapToLong(LinkProgress::unapplied).sum();
        long about = Math.max(unapplied, Math.round(writesPerSecond * loss.toMillis() / 1000.0));
        return new Known(reached, loss, unapplied, about);
    }
}
