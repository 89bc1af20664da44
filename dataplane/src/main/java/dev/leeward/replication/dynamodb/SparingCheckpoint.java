package dev.leeward.replication.dynamodb;

import dev.leeward.table.Checkpoint;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Moves a checkpoint on now and then only. What comes after it is safe to repeat, and a write for each read would cost the store
 * more than the copies do. One that comes too soon is refused; the reader offers it, or a later one, again.
 */
final class SparingCheckpoint implements Checkpoint {
    private final Checkpoint checkpoint;
    private final Duration interval;
    private final InstantSource steady;
    private Instant next = Instant.MIN;

    SparingCheckpoint(Checkpoint checkpoint, Duration interval, InstantSource steady) {
        this.checkpoint = checkpoint;
        this.interval = interval;
        this.steady = steady;
    }

    @Override
    public Looked<Optional<Sequence>> load() {
        return checkpoint.load();
    }

    @Override
    public Written save(Sequence applied) {
        Instant now = steady.instant();
        if (now.isBefore(next)) return new Written.Refused();
        Written written = checkpoint.save(applied);
        if (written instanceof Written.Done) next = now.plus(interval);
        return written;
    }
}
