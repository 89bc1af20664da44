package dev.leeward.replication;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How far the records of one shard have come into one other region. Every record that is sent there leaves a mark with the
 * time up to which everything is there once it has arrived, and so does every moment at which nothing was left to be read.
 */
final class Trail {
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Optional<Instant> safe = Optional.empty();
    private boolean isAtTip;

    /** A record that was written then, in steady time, or a little later, is on its way; those before it were sent. */
    synchronized Mark sent(Optional<Instant> written) {
        var mark = new Mark(written, false);
        marks.addLast(mark);
        return mark;
    }

    /** The other region holds it. */
    synchronized void arrived(Mark mark) {
        mark.isOpen = false;
        follow();
    }

    /** All that was written before {@code point} has been sent. */
    synchronized void passed(Instant point) {
        if (!marks.isEmpty() && marks.getLast().isTip) marks.removeLast();
        var mark = new Mark(Optional.of(point), true);
        mark.isOpen = false;
        marks.addLast(mark);
        follow();
    }

    /** How far it is; empty while that is not known. */
    synchronized Optional<Advance> advance() {
        long open = marks.stream().filter(mark -> mark.isOpen).count();
        return safe.map(at -> new Advance(at, isAtTip && marks.isEmpty(), open));
    }

    private void follow() {
        while (!marks.isEmpty() && !marks.getFirst().isOpen) {
            Mark mark = marks.removeFirst();
            isAtTip = mark.isTip;
            if (safe.isEmpty() || mark.at.filter(safe.get()::isBefore).isPresent()) safe = mark.at;
        }
    }

    /** Left by a record, or by the end of what could be read. */
    static final class Mark {
        private final Optional<Instant> at;
        private final boolean isTip;
        private boolean isOpen = true;

        private Mark(Optional<Instant> at, boolean isTip) {
            this.at = at;
            this.isTip = isTip;
        }
    }
}
