package dev.leeward.lag;

import java.util.List;

/**
 * What is known of one link.
 *
 * @param progress in the time of whoever decides
 * @param writesPerSecond how fast applications wrote lately, where that is known; 0 where it is not
 */
public record LinkEvidence(LinkProgress progress, double writesPerSecond) {
    /** Nothing is, for this reason. */
    public static LinkEvidence unknown(LinkName link, String reason) {
        var shards = List.<ShardProgress>of(new ShardProgress.Unknown(reason));
        return new LinkEvidence(new LinkProgress(link.from(), link.to(), link.table(), shards), 0);
    }

    /** Which link it is about. */
    public LinkName link() {
        return new LinkName(progress.from(), progress.to(), progress.table());
    }

    /** Whether something is known. */
    public boolean isKnown() {
        return progress.safeTime().isPresent();
    }
}
