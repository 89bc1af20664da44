package dev.leeward.health;

import dev.leeward.probe.VantagePoint;

/**
 * What one vantage point says of a region.
 *
 * @param verdict Unknown unless its sight is clear, or what it sees is healthy all the same
 */
public record Vote(VantagePoint from, Verdict verdict, Sight sight) {
    /** Of a vantage point that was never heard. */
    static Vote missing(VantagePoint from) {
        return new Vote(from, Verdict.UNKNOWN, Sight.SILENT);
    }
}
