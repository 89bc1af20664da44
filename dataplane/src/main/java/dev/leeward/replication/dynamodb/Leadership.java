package dev.leeward.replication.dynamodb;

import dev.leeward.stream.dynamodb.DynamoLease.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Whether this process does the work, or another one: whoever holds the lease of the first region that it can reach. Where
 * processes reach different regions two of them may; that is double work and no harm.
 */
final class Leadership {
    private final List<Candidate> candidates;
    private final Duration patience;
    private final InstantSource steady;
    private boolean isLeading;

    /** For regions in their order; one that is silent for longer than {@code patience} is passed over. */
    Leadership(List<RegionAccess> regions, Duration patience, InstantSource steady) {
        this.candidates = regions.stream().map(Candidate::new).toList();
        this.patience = patience;
        this.steady = steady;
    }

    /** Asks once; says whether this process does the work from now on. */
    boolean turn() {
        for (int place = 0; place < candidates.size(); place++) {
            Candidate candidate = candidates.get(place);
            Standing standing = candidate.region.turn();
            if (standing != Standing.UNKNOWN) {
                candidate.silentSince = Instant.MAX;
                release(place + 1);
                isLeading = standing == Standing.HELD;
                return isLeading;
            }
            Instant now = steady.instant();
            if (candidate.silentSince.isAfter(now)) candidate.silentSince = now;
            // As it was, until it is clear that this region will not answer.
            if (candidate.silentSince.plus(patience).isAfter(now)) return isLeading;
        }
        return isLeading;
    }

    /** Lets everything go. */
    void release() {
        release(0);
        isLeading = false;
    }

    private void release(int from) {
        candidates.subList(from, candidates.size()).forEach(candidate -> candidate.region.release());
    }

    private static final class Candidate {
        private final RegionAccess region;
        private Instant silentSince = Instant.MAX;

        private Candidate(RegionAccess region) {
            this.region = region;
        }
    }
}
