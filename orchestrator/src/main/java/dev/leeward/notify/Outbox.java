package dev.leeward.notify;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event.NoticeDelivered;
import dev.leeward.journal.Projection;
import dev.leeward.notify.ChannelQueue.Ended;
import dev.leeward.notify.Matters.Told;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sends the notice of every journal entry that has one to every channel that is for it, at least once (invariant S24). Nothing
 * here is waited for: entries are put in queues, and what became of a notice comes back as an event for the journal; once no
 * channel is left to serve, as one for {@link NoticeDelivered#EVERY_CHANNEL}. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, ChannelWorker> workers = new HashMap<>();
    private final Map<Long, Set<String>> open = new HashMap<>();
    private final Matters matters = new Matters();
    private final Reports reports;
    private final Consumer<NoticeDelivered> journal;

    /**
     * Over {@code channels}, each with a name of its own.
     *
     * @param journal gets what is to be journaled, never on a thread that called this; may wait
     */
    public Outbox(
            List<Subscription> channels,
            DeliveryPolicy policy,
            InstantSource clock,
            Consumer<NoticeDelivered> journal) {
        this.journal = journal;
        this.reports = new Reports(channels);
        for (var one : channels) {
            var name = one.channel().name();
            var worker = new ChannelWorker(
                    one.channel(), policy, clock, done -> ended(name, done), report -> tell(name, report));
            if (workers.put(name, worker) != null) throw new IllegalArgumentException("two channels named " + name);
            subscriptions.put(name, one);
        }
    }

    /**
     * Begins, with what an earlier run of the node left undelivered.
     *
     * @param now what the journal says
     * @param kept its entries since some time before the oldest that was left, as far as they are kept: channels that have a
     *     notice already are not served again
     */
    public void start(Projection now, List<Entry> kept) {
        var all = new TreeMap<Long, Entry>();
        kept.forEach(entry -> all.put(entry.sequence(), entry));
        now.outbox().forEach(entry -> all.put(entry.sequence(), entry));
        var left = now.outbox().stream().map(Entry::sequence).collect(Collectors.toSet());
        var served = Served.in(all.values());
        synchronized (open) {
            matters.restore(now);
        }
        for (var entry : all.values()) {
            Notice.of(entry)
                    .map(this::told)
                    .filter(_ -> left.contains(entry.sequence()))
                    .ifPresent(one -> restore(one, served.of(one.notice())));
        }
        workers.values().forEach(ChannelWorker::start);
    }

    /** A notice that others have, and some do not, did not get through to these. */
    private void restore(Told left, Set<String> served) {
        send(left, served, served.isEmpty() ? ChannelWorker::offer : ChannelWorker::inherit);
    }

    /** Entries became durable. Returns at once. */
    public void appended(List<Entry> entries) {
        for (var entry : entries) {
            Notice.of(entry).map(this::told).ifPresent(one -> send(one, Set.of(), ChannelWorker::offer));
        }
    }

    /** How each channel stands, by name. */
    public Map<String, ChannelStanding> standings() {
        var standings = new HashMap<String, ChannelStanding>();
        workers.forEach((name, worker) -> standings.put(name, worker.standing()));
        return standings;
    }

    private Told told(Notice notice) {
        synchronized (open) {
            return matters.told(notice);
        }
    }

    private void send(Told told, Set<String> served, BiConsumer<ChannelWorker, Notice> how) {
        var wanted = subscriptions.values().stream()
                .filter(one -> told.isFor(one.audience()))
                .map(one -> one.channel().name())
                .filter(name -> !served.contains(name))
                .collect(Collectors.toSet());
        if (begin(told.notice().sequence(), wanted)) give(wanted, told.notice(), how);
    }

    private void give(Set<String> channels, Notice notice, BiConsumer<ChannelWorker, Notice> how) {
        workers.forEach((name, worker) -> {
            if (channels.contains(name)) how.accept(worker, notice);
        });
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

    private void ended(String channel, Ended one) {
        if (!one.notice().isJournaled()) return;
        long sequence = one.notice().sequence();
        journal.accept(new NoticeDelivered(sequence, channel, one.failed()));
        boolean last;
        synchronized (open) {
            var left = open.getOrDefault(sequence, new HashSet<>());
            left.remove(channel);
            last = left.isEmpty();
            if (last) open.remove(sequence);
        }
        if (last) journal.accept(everywhere(sequence));
    }

    /** The other channels tell of one; nothing of it is journaled, since a failing channel fails after a restart, too. */
    private void tell(String channel, Notice report) {
        give(reports.audience(channel, report), report, ChannelWorker::offer);
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
