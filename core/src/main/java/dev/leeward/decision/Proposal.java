package dev.leeward.decision;

import dev.leeward.region.RegionName;
import java.util.Locale;

/** A move that waits for approval. It stands only as long as the same move would be proposed again. */
public record Proposal(RunKind kind, RegionName from, RegionName to) {
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " from " + from + " to " + to;
    }
}
