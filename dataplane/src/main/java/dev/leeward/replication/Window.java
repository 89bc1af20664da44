package dev.leeward.replication;

import dev.leeward.table.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The records of a shard that were handed out and are not yet applied everywhere, in their order. A shard may be taken up
 * again after the last record before which nothing is open.
 */
final class Window {
    private final int most;
    private final Deque<Slot> slots = new ArrayDeque<>();
    private Optional<Sequence> applied = Optional.empty();

    Window(int most) {
        if (most < 1) throw new IllegalArgumentException("a window holds one record at least");
        this.most = most;
    }

    /** How many more it may hold. */
    synchronized int room() {
        return most - slots.size();
    }

    /** Takes a record in that has to be applied in so many regions; it may be none. */
    synchronized Slot open(Sequence sequence, int regions) {
        var slot = new Slot(sequence, regions);
        slots.addLast(slot);
        advance();
        return slot;
    }

    /** One region holds it. */
    synchronized void close(Slot slot) {
        if (slot.open == 0) throw new IllegalStateException("closed more often than opened");
        slot.open--;
        advance();
    }

    /** The last record before which all are applied everywhere. */
    synchronized Optional<Sequence> applied() {
        return applied;
    }

    private void advance() {
        while (!slots.isEmpty() && slots.getFirst().open == 0) {
            applied = Optional.of(slots.removeFirst().sequence);
        }
    }

    /** A record in the window. */
    static final class Slot {
        private final Sequence sequence;
        private int open;

        private Slot(Sequence sequence, int open) {
            this.sequence = sequence;
            this.open = open;
        }
    }
}
