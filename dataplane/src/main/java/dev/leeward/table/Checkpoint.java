package dev.leeward.table;

import java.util.Optional;

/** Where the reading of one shard goes on after a restart. It lies in the region of the stream. */
public interface Checkpoint {
    /** Everything up to here was applied everywhere; empty at the very beginning. */
    Looked<Optional<Sequence>> load();

    /** Moves it on. One that is not moved is no loss: everything after it is safe to repeat. */
    Written save(Sequence applied);
}
