package dev.leeward.table;

import dev.leeward.item.Digest;
import dev.leeward.version.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * What a region's sidecar knows of one key. Changed by compare-and-set only, and its version never falls.
 *
 * @param version the latest version this region knows of; its content may still be on its way into the table
 * @param content the digest of that version's content, or nothing if that version deleted the item
 * @param overwrote what that version overwrote, where it was known when it was written
 * @param passed how far the region's stream has been read for this key
 * @param expires when the entry of a deleted item may be forgotten
 */
public record Entry(
        Version version,
        Optional<Digest> content,
        Optional<Version> overwrote,
        Optional<Passed> passed,
        Optional<Instant> expires) {

    /**
     * The last record of the key that had to be remembered: a local write, or the removal of an item by a replicated delete.
     * Records up to it need nothing more, and by it a copy that an application brings back is told from one of ours.
     *
     * @param sequence the position of the record
     * @param version the version of the local write, or that of the replicated delete
     * @param isLocal whether it was a local write
     * @param landed the highest replicated version that had stood in the table by then
     * @param disclaimed the stamp that the write bore and that is not its version
     */
    public record Passed(
            Sequence sequence,
            Version version,
            boolean isLocal,
            Optional<Version> landed,
            Optional<Version> disclaimed) {
        /** What bore no stamp of an application. */
        public Passed(Sequence sequence, Version version, boolean isLocal, Optional<Version> landed) {
            this(sequence, version, isLocal, landed, Optional.empty());
        }
    }
}
