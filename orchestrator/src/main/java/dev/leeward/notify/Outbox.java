package dev.leeward.notify;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event.NoticeDelivered;
import dev.leeward.journal.Projection;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends the notice of every journal entry that has one to every channel, at least once (invariant S24). Nothing here is
 * waited for: entries are put in queues, and what became of a notice comes back as an event for the journal; once no
 * channel is left to serve, as one for {@link NoticeDelivered#EVERY_CHANNEL}. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private final Map<String, ChannelWorker> workers = new HashMap<>();
    private final Map<Long, Set<String>> open = new HashMap<>();
    private final Consumer<NoticeDelivered> journal;

    /**
     * Over {@code channels}, each with a name of its own.
     *
     * @param journal gets what is to be journaled, never on a thread that called this; may wait
     */
    public Outbox(
            List<Channel> channels, DeliveryPolicy policy, InstantSource clock, Consumer<NoticeDelivered> journal) {
        this.journal = journal;
        for (var channel : channels) {
            var before = workers.put(channel.name(), new ChannelWorker(channel, policy, clock, this::ended));
            if (before != null) throw new IllegalArgumentException("two channels named " + channel.name());
        }
    }

    /**
     * Begins, with what an earlier run of the node left undelivered.
     *
     * @param left {@link Projection#outbox}
     * @param kept the journal's entries since the oldest of them, as far as they are kept: channels that have a notice
     *     already are not served again
     */
    public void start(List<Entry> left, List<Entry> kept) {
        var served = new HashMap<Long, Set<String>>();
        for (var entry : kept) {
            if (!(entry.event() instanceof NoticeDelivered done)) continue;
            served.computeIfAbsent(done.sequence(), _ -> new HashSet<>()).add(done.channel());
        }
        for (var entry : left) send(entry, served.getOrDefault(entry.sequence(), Set.of()));
        workers.values().forEach(ChannelWorker::start);
    }

    /** Entries became durable. Returns at once. */
    public void appended(List<Entry> entries) {
        for (var entry : entries) send(entry, Set.of());
    }

    private void send(Entry entry, Set<String> served) {
        var notice = Notice.of(entry);
        if (notice.isEmpty()) return;
        var wanted = new HashSet<>(workers.keySet());
        wanted.removeAll(served);
        if (!begin(entry.sequence(), wanted)) return;
        wanted.forEach(channel -> offer(channel, notice.get()));
    }

    private void offer(String channel, Notice notice) {
        var worker = workers.get(channel);
        if (worker != null) worker.offer(notice);
    }

    /** False when it is under way already, or nobody is left to be told, which is journaled. */
    private boolean begin(long sequence, Set<String> wanted) {
        synchronized (open) {
            if (open.containsKey(sequence)) return false;
            if (!wanted.isEmpty()) {
                open.put(sequence, new HashSet<>(wanted));
                return true;
            }
        }
        // Not on the caller's thread: that may be the one which has to read what the journal is told here.
        Thread.ofVirtual().name("notices").start(() -> journal.accept(everywhere(sequence)));
        return false;
    }

    private void ended(NoticeDelivered event) {
        journal.accept(event);
        boolean last;
        synchronized (open) {
            var left = open.getOrDefault(event.sequence(), new HashSet<>());
            left.remove(event.channel());
            last = left.isEmpty();
            if (last) open.remove(event.sequence());
        }
        if (last) journal.accept(everywhere(event.sequence()));
    }

    private static NoticeDelivered everywhere(long sequence) {
        return new NoticeDelivered(sequence, NoticeDelivered.EVERY_CHANNEL, Optional.empty());
    }

    /** Stops; what was not delivered stays in the journal's outbox. */
    @Override
    public void close() {
        workers.values().forEach(ChannelWorker::close);
    }
}
