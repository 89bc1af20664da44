package dev.leeward.simulator.world;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the journal survives a crash, and how its disk behaves. */
public final class Disk {
    private final List<Entry> entries = new ArrayList<>();
    private long forgotten;
    private Optional<Snapshot> snapshot = Optional.empty();
    private boolean failing;
    private long slowness;
    private int losses;

    /** Appends fail from now on, or work again. */
    public void fail(boolean now) {
        failing = now;
    }

    /** Each append takes so many nanoseconds from now on. */
    public void slow(long nanos) {
        slowness = nanos;
    }

    public boolean failing() {
        return failing;
    }

    public long slowness() {
        return slowness;
    }

    /** Nothing is left of what was written. */
    public void lose() {
        entries.clear();
        forgotten = 0;
        snapshot = Optional.empty();
        losses++;
    }

    /** How often everything was lost: who opened the journal before that has another one open, or none. */
    public int losses() {
        return losses;
    }

    public long lastSequence() {
        return forgotten + entries.size();
    }

    public Optional<Entry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    public void append(List<Entry> more) {
        entries.addAll(more);
    }

    /** At most {@code limit} entries after {@code sequence} that are still kept. */
    public List<Entry> read(long sequence, int limit) {
        int from = (int) Math.max(0, Math.min(entries.size(), sequence - forgotten));
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
    }

    public Optional<Snapshot> snapshot() {
        return snapshot;
    }

    public void keep(Snapshot newest, long keep) {
        snapshot = Optional.of(newest);
        int drop = (int) Math.max(0, Math.min(entries.size(), newest.sequence() - keep - forgotten));
        entries.subList(0, drop).clear();
        forgotten += drop;
    }
}
