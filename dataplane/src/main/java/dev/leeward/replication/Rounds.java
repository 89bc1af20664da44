package dev.leeward.replication;

import dev.leeward.table.Looked;
import dev.leeward.table.Written;

/** What is remembered of the gaps in one region's stream, in that region. Every gap begins another round. */
public interface Rounds {
    /** Reads it. */
    Looked<State> load();

    /** Remembers that what the stream lost up to this round has been found in the table. */
    Written audited(long round);

    /** Remembers that all regions have been brought into line since. */
    Written healed(long round);

    /**
     * How it stands.
     *
     * @param round how many gaps there have been
     * @param audited the last round whose losses have been found in the table
     * @param healed the last round after which the regions were brought into line
     * @param isRemade whether the table was made anew since it was last healed: then what is missing there was not deleted
     */
    record State(long round, long audited, long healed, boolean isRemade) {
        /** Whether changes of the region may be missing elsewhere. */
        public boolean isSuspect() {
            return healed < round;
        }
    }
}
