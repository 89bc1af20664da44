package dev.leeward.replication.dynamodb;

import dev.leeward.table.ChangeSource;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a shard no more often than its store allows, unless there is more to be had at once; and one that has been quiet for a
 * while less often, where that still is many times a second.
 */
final class Paced implements ChangeSource {
    private static final int QUIET_READS = 100;
    private static final int TIMES_SLOWER = 5;
    private static final Duration SLOWEST = Duration.ofMillis(50);

    private final ChangeSource source;
    private final Duration interval;
    private long next = System.nanoTime();
    private int quiet;

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
        Optional<Page> page = looked instanceof Looked.Seen<Page>(Page given) ? Optional.of(given) : Optional.empty();
        boolean isThere = page.filter(given -> !given.records().isEmpty()).isPresent();
        boolean isMore = isThere && page.filter(Page::isFull).isPresent();
        quiet = isThere ? 0 : Math.min(quiet + 1, QUIET_READS);
        next = isMore ? began : began + rest(interval, quiet).toNanos();
        return looked;
    }

    /** How long to wait from the beginning of one read to that of the next, after so many in a row that found nothing. */
    static Duration rest(Duration interval, int quiet) {
        if (quiet < QUIET_READS || interval.compareTo(SLOWEST) >= 0) return interval;
        Duration slower = interval.multipliedBy(TIMES_SLOWER);
        return slower.compareTo(SLOWEST) < 0 ? slower : SLOWEST;
    }
}
