package dev.leeward.declared;

import java.util.Optional;

/** Who keeps the replicas of a table alike. */
public sealed interface Replication {
    /** Nobody: each region has items of its own. */
    record None() implements Replication {}

    /**
     * Leeward does.
     *
     * @param spread whether several processes share the work
     * @param stamp the attribute in which applications say themselves when they wrote, in the mode {@link Mode#STAMPED}
     */
    record Leeward(Mode mode, Spread spread, Optional<String> stamp) implements Replication {
        /** The attribute that is meant where none is named. */
        public static final String STAMP = "stamp";

        public Leeward {
            if (stamp.isPresent() != (mode == Mode.STAMPED)) throw new IllegalArgumentException("no stamps in " + mode);
        }

        /** Without stamps of applications, or with them where they usually are. */
        public Leeward(Mode mode, Spread spread) {
            this(mode, spread, Optional.of(STAMP).filter(_ -> mode == Mode.STAMPED));
        }

        /** One process does all the work. */
        public Leeward(Mode mode) {
            this(mode, Spread.NONE);
        }
    }

    /**
     * DynamoDB does, by global tables of version 2019.11.21.
     *
     * @param isStrong whether reads are consistent across regions (MRSC) instead of eventually so (MREC)
     * @param witness the AWS region that takes part in strong consistency without a replica
     */
    record GlobalTables(boolean isStrong, Optional<String> witness) implements Replication {}

    /** How processes share the work, where Leeward replicates. */
    enum Spread {
        /** One does all of it, and another takes over when it dies. */
        NONE,
        /** Each reads some of the shards, as Amazon's Kinesis Client Library gives them out. */
        KCL
    }

    /** Who writes, where Leeward replicates. */
    enum Mode {
        /** Applications write in one region at a time; a local write elsewhere is an alarm. */
        SINGLE_WRITER,
        /** Applications write in every region. */
        ACTIVE_ACTIVE,
        /** Applications write in every region and say themselves which write is later. */
        STAMPED
    }
}
