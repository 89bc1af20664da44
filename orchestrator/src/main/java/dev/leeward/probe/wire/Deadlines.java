package dev.leeward.probe.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap that knows where its elements are, so that calling a deadline off costs O(log n): nearly every deadline is
 * called off. {@link java.util.PriorityQueue} would search for it.
 */
final class Deadlines {

    private @Nullable Deadline[] heap = new @Nullable Deadline[64];
    private int size;

    int size() {
        return size;
    }

    /** The next moment, or null if there is none. */
    @Nullable
    Deadline first() {
        return size == 0 ? null : heap[0];
    }

    void add(Deadline deadline, long at) {
        if (deadline.place >= 0) throw new IllegalStateException("already in");
        if (size == heap.length) heap = Arrays.copyOf(heap, size * 2);
        deadline.at = at;
        up(size++, deadline);
    }

    /** Calls a deadline off; does nothing if it is not in. */
    void remove(Deadline deadline) {
        int hole = deadline.place;
        if (hole < 0) return;
        deadline.place = -1;
        Deadline last = at(--size);
        heap[size] = null;
        if (hole == size) return;
        up(hole, last);
        if (last.place == hole) down(hole, last);
    }

    /** All that are in, in no order. */
    List<Deadline> all() {
        List<Deadline> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) all.add(at(i));
        return all;
    }

    private void up(int from, Deadline deadline) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!before(deadline, at(parent))) break;
            put(place, at(parent));
            place = parent;
        }
        put(place, deadline);
    }

    private void down(int from, Deadline deadline) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && before(at(child + 1), at(child))) child++;
            if (!before(at(child), deadline)) break;
            put(place, at(child));
            place = child;
        }
        put(place, deadline);
    }

    private void put(int place, Deadline deadline) {
        heap[place] = deadline;
        deadline.place = place;
    }

    private Deadline at(int place) {
        return Objects.requireNonNull(heap[place]);
    }

    /** nanoTime may wrap around: only differences mean something. */
    private static boolean before(Deadline one, Deadline other) {
        return one.at - other.at < 0;
    }
}
