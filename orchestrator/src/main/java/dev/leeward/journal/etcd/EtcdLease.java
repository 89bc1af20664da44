package dev.leeward.journal.etcd;

import io.etcd.jetcd.lease.LeaseGrantResponse;
import java.time.Duration;

/**
 * A lease of etcd, as far as this node may count on it. etcd lets it live for {@code length} from when it saw the last sign
 * of life; this node counts from before it sent the last one that was answered, and less a margin, so its own count runs
 * out first however late either message came. Both sides measure on monotonic time; the margin makes up for clocks that
 * run at different speeds, by a tenth.
 */
final class EtcdLease {
    private static final Duration LEAST_MARGIN = Duration.ofMillis(200);
    private static final int MARGIN_SHARE = 10;

    private final long id;
    private final Duration length;
    private volatile long surelyUntil;

    /** Granted after {@code askedAt}, by {@link System#nanoTime()}. */
    EtcdLease(LeaseGrantResponse granted, long askedAt) {
        this.id = granted.getID();
        this.length = Duration.ofSeconds(granted.getTTL());
        confirmed(askedAt);
    }

    long id() {
        return id;
    }

    /** As granted, which may be longer than what was asked for. */
    Duration length() {
        return length;
    }

    /** A sign of life that was sent after {@code sentAt}, by {@link System#nanoTime()}, was answered. */
    void confirmed(long sentAt) {
        surelyUntil = sentAt + length.minus(margin(length)).toNanos();
    }

    /** How long it surely lasts; zero when it may be over. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, surelyUntil - System.nanoTime()));
    }

    /** How much less than its length is counted on. */
    static Duration margin(Duration length) {
        var share = length.dividedBy(MARGIN_SHARE);
        return share.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : share;
    }
}
