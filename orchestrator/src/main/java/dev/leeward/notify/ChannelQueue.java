package dev.leeward.notify;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Event.NoticeDelivered;
import dev.leeward.notify.Channel.Delivered;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * What one channel still has to deliver and when. Knows no clock and no thread, so that a day of retries is tested in no
 * time. A notice that fails steps back and lets others pass; one that is in twice is delivered once. Not thread-safe.
 */
final class ChannelQueue {
    private final String channel;
    private final DeliveryPolicy policy;
    private final DoubleSupplier chance;
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

    /** {@code chance} gives numbers from 0 to 1, so that many nodes do not retry at the same moment. */
    ChannelQueue(String channel, DeliveryPolicy policy, DoubleSupplier chance) {
        this.channel = channel;
        this.policy = policy;
        this.chance = chance;
    }

    /** Takes a notice in; what had to give way for it, if something had. */
    Optional<NoticeDelivered> offer(Notice notice, Instant now) {
        if (waiting.containsKey(notice.sequence())) return Optional.empty();
        Optional<NoticeDelivered> gone = Optional.empty();
        if (waiting.size() >= policy.queue()) {
            long oldest = waiting.keySet().iterator().next();
            waiting.remove(oldest);
            gone = Optional.of(givenUp(oldest, "more than %d notices waited".formatted(policy.queue())));
        }
        waiting.put(notice.sequence(), new Waiting(notice, now, now, 0));
        return gone;
    }

    /** The notice whose turn it is. */
    Optional<Notice> due(Instant now) {
        return waiting.values().stream()
                .filter(one -> !one.dueAt().isAfter(now))
                .min(Comparator.comparing(Waiting::dueAt)
                        .thenComparingLong(one -> one.notice().sequence()))
                .map(Waiting::notice);
    }

    /** When the next one's turn comes; empty when none waits. */
    Optional<Instant> nextDue() {
        return waiting.values().stream().map(Waiting::dueAt).min(Comparator.naturalOrder());
    }

    /** An attempt is over; what is to be journaled, once the notice is done with. */
    Optional<NoticeDelivered> attempted(Notice notice, Delivered result, Instant now) {
        var one = waiting.get(notice.sequence());
        // It gave way while it was on the wire, and that was journaled.
        if (one == null) return Optional.empty();
        return switch (result) {
            case Delivered.Done _ -> {
                waiting.remove(notice.sequence());
                yield Optional.of(new NoticeDelivered(notice.sequence(), channel, Optional.empty()));
            }
            case Delivered.Failed(Problem problem) -> failed(one, problem, now);
        };
    }

    private Optional<NoticeDelivered> failed(Waiting one, Problem problem, Instant now) {
        long sequence = one.notice().sequence();
        var end = one.since().plus(policy.giveUpAfter());
        if (!problem.retryable() || !now.isBefore(end)) {
            waiting.remove(sequence);
            return Optional.of(givenUp(sequence, problem.toString()));
        }
        var pause = policy.pause(one.failures() + 1, chance.getAsDouble());
        var asked =
                problem.retryAfter().filter(wait -> wait.compareTo(pause) > 0).orElse(pause);
        var next = now.plus(asked);
        // The last attempt is made at the end, not before: what the other side asked for may be longer than a day.
        waiting.put(sequence, one.again(next.isAfter(end) ? end : next));
        return Optional.empty();
    }

    private NoticeDelivered givenUp(long sequence, String why) {
        return new NoticeDelivered(sequence, channel, Optional.of(why));
    }

    /** A notice that waits since {@code since} and failed so often. */
    private record Waiting(Notice notice, Instant since, Instant dueAt, int failures) {
        Waiting again(Instant at) {
            return new Waiting(notice, since, at, failures + 1);
        }
    }
}
