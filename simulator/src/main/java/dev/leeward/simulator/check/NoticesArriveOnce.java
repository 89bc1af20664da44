package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S24: "notifier failure never delays or cancels a plan; each notification is delivered ≥1 time, de-duplicated."
 *
 * <p>Checked: at a converged end each entry that somebody is told of (an alarm raised or cleared, an approval asked for or
 * not waited for any more, a run started or ended) that is older than two minutes has reached the channel, but for the oldest of more than 500 that
 * waited; no life delivers one twice; and nothing is delivered that is no such entry.
 *
 * <p>Assumed: one channel. That a channel that fails delays nothing is what L1 and L2 come to while it does.
 */
final class NoticesArriveOnce extends Judge {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KEPT = 500;

    private final Map<Long, Instant> waiting = new LinkedHashMap<>();
    private final BitSet notices = new BitSet();
    private final Map<Life, BitSet> delivered = new HashMap<>();

    NoticesArriveOnce(Consumer<Breach> out) {
        super("S24", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Appended appended -> {
                if (isNotice(appended.entry().event())) add(at, appended.entry().sequence());
            }
            case Happening.Noticed noticed -> noticed(at, noticed);
            case Happening.NodeDied died -> delivered.remove(died.life());
            default -> {
                // Nobody is told.
            }
        }
    }

    private static boolean isNotice(Event event) {
        return switch (event) {
            case Event.AlarmRaised _,
                    Event.AlarmCleared _,
                    Event.ApprovalAsked _,
                    Event.ApprovalLapsed _,
                    Event.RunStarted _,
                    Event.RunEnded _ -> true;
            default -> false;
        };
    }

    private void add(Instant at, long sequence) {
        waiting.put(sequence, at);
        notices.set(Math.toIntExact(sequence));
        if (waiting.size() > KEPT) {
            Iterator<Long> oldest = waiting.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void noticed(Instant at, Happening.Noticed noticed) {
        int sequence = Math.toIntExact(noticed.sequence());
        if (!notices.get(sequence)) breach(at, "%s tells of entry %d, which is no notice", noticed.life(), sequence);
        var by = delivered.computeIfAbsent(noticed.life(), _ -> new BitSet());
        if (by.get(sequence)) breach(at, "%s tells of entry %d twice", noticed.life(), sequence);
        by.set(sequence);
        waiting.remove(noticed.sequence());
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!converged) return;
        waiting.forEach((sequence, since) -> {
            if (Drift.longer(since, at, PATIENCE)) breach(at, "nobody was told of entry %d, of %s", sequence, since);
        });
    }
}
