package dev.leeward.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far one shard of a region's changes has been applied in another region. */
public sealed interface ShardProgress {
    /** Up to when everything written to the shard is in the other region, if that is known. */
    Optional<Instant> safeTime();

    /** How many changes have been read and are not yet applied. */
    long unapplied();

    /** The same by a clock that shows so much more. */
    default ShardProgress shiftedBy(Duration more) {
        return switch (this) {
            case Behind(Instant at, long open) -> new Behind(at.plus(more), open);
            case AtTip(Instant began, Duration delay) -> new AtTip(began.plus(more), delay);
            case Estimated(Instant at, String rule) -> new Estimated(at.plus(more), rule);
            case Finished _, Unknown _ -> this;
        };
    }

    /**
     * There is more to be read.
     *
     * @param lastApplied when the last change was made before which all are applied, as the stream says: rounded down, so it was
     *     then or later
     */
    record Behind(Instant lastApplied, long unapplied) implements ShardProgress {
        public Behind {
            if (unapplied < 0) throw new IllegalArgumentException("a negative number of changes");
        }

        @Override
        public Optional<Instant> safeTime() {
            return Optional.of(lastApplied);
        }
    }

    /**
     * The shard was read to its end and all of it is applied.
     *
     * @param readBegan when the read began that found nothing more
     * @param streamDelay the longest time after which a write shows in the stream
     */
    record AtTip(Instant readBegan, Duration streamDelay) implements ShardProgress {
        public AtTip {
            if (streamDelay.isNegative()) throw new IllegalArgumentException("a negative delay");
        }

        @Override
        public Optional<Instant> safeTime() {
            return Optional.of(readBegan.minus(streamDelay));
        }

        @Override
        public long unapplied() {
            return 0;
        }
    }

    /**
     * Nobody tells of single changes; by a rule so much is taken to be there.
     *
     * @param safe up to when
     * @param rule which rule, for people
     */
    record Estimated(Instant safe, String rule) implements ShardProgress {
        @Override
        public Optional<Instant> safeTime() {
            return Optional.of(safe);
        }

        @Override
        public long unapplied() {
            return 0;
        }
    }

    /** A shard that has ended, and all of it is applied: it holds nothing back any more. */
    record Finished() implements ShardProgress {
        @Override
        public Optional<Instant> safeTime() {
            return Optional.of(Instant.MAX);
        }

        @Override
        public long unapplied() {
            return 0;
        }
    }

    /** Records are lost, or nobody has read it yet: nothing is known, and nothing may be assumed. */
    record Unknown(String reason) implements ShardProgress {
        @Override
        public Optional<Instant> safeTime() {
            return Optional.empty();
        }

        @Override
        public long unapplied() {
            return 0;
        }
    }
}
