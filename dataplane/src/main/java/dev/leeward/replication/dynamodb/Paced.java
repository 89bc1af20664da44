package dev.leeward.replication.dynamodb;

import dev.leeward.table.ChangeSource;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads a shard no more often than its store allows, unless there is more to be had at once. */
final class Paced implements ChangeSource {
    private final ChangeSource source;
    private final Duration interval;
    private long next = System.nanoTime();

    Paced(ChangeSource source, Duration interval) {
        this.source = source;
        this.interval = interval;
    }

    @Override
    public Looked<Page> read(Optional<Sequence> after) {
        long wait = next - System.nanoTime();
        if (wait > 0) LockSupport.parkNanos(wait);
        long began = System.nanoTime();
        Looked<Page> looked = source.read(after);
        boolean isMore = looked instanceof Looked.Seen<Page>(Page page)
                && page.isFull()
                && !page.records().isEmpty();
        next = isMore ? began : began + interval.toNanos();
        return looked;
    }
}
