package dev.leeward.decision;

import dev.leeward.region.RegionName;
import java.util.List;
import java.util.Optional;

/**
 * What was done for a service while the shared journal could not be reached, as it is brought in afterwards.
 *
 * @param id the hash of the first line that was written then; the same record has the same, however often it is brought in
 * @param forkSequence the last line of the shared journal that was known then
 * @param forkHash its hash
 * @param epoch the highest that was used
 * @param active where the traffic was left; empty when that is not certain
 * @param summary for people
 * @param lines what was written, as far as it fits
 */
public record OfflineRecord(
        String id,
        long forkSequence,
        String forkHash,
        long epoch,
        Optional<RegionName> active,
        String summary,
        List<String> lines) {
    public OfflineRecord {
        lines = List.copyOf(lines);
    }

    /** The same without the lines. */
    public OfflineRecord brief() {
        return new OfflineRecord(id, forkSequence, forkHash, epoch, active, summary, List.of());
    }
}
