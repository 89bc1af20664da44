package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * What one channel still has to deliver and when. Knows no clock and no thread, so that a day of retries is tested in no
 * time. A notice that fails steps back and lets others pass, but none of its own matter: no end overtakes its begin. One that
 * is in twice is delivered once. Not thread-safe.
 */
final class ChannelQueue {
    private final DeliveryPolicy policy;
    private final DoubleSupplier chance;
    private final Trouble trouble;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private Instant quietUntil = Instant.MIN;

    /** {@code chance} gives numbers from 0 to 1, so that many nodes do not retry at the same moment. */
    ChannelQueue(String channel, DeliveryPolicy policy, DoubleSupplier chance) {
        this.policy = policy;
        this.chance = chance;
        this.trouble = new Trouble(channel, policy.reportAfter());
    }

    /** Takes a notice in; what had to give way for it, if something had. */
    Optional<Ended> offer(Notice notice, Instant now) {
        if (waiting.containsKey(notice.id())) return Optional.empty();
        Optional<Ended> gone = Optional.empty();
        if (waiting.size() >= policy.queue()) {
            var oldest = waiting.values().iterator().next().notice();
            waiting.remove(oldest.id());
            gone = Optional.of(givenUp(oldest, "more than %d notices waited".formatted(policy.queue()), now));
        }
        waiting.put(notice.id(), new Waiting(notice, now, now, 0));
        return gone;
    }

    /** Takes in what an earlier run of the node could not deliver here, but to others. */
    Optional<Ended> inherit(Notice notice, Instant now) {
        trouble.inherited(notice, now);
        return offer(notice, now);
    }

    /** The notice whose turn it is. */
    Optional<Notice> due(Instant now) {
        if (now.isBefore(quietUntil)) return Optional.empty();
        return firstOfEachMatter().stream()
                .filter(one -> !one.dueAt().isAfter(now))
                .min(Comparator.comparing(Waiting::dueAt)
                        .thenComparingLong(one -> one.notice().sequence()))
                .map(Waiting::notice);
    }

    /** When the next one's turn comes; empty when none waits. */
    Optional<Instant> nextDue() {
        return firstOfEachMatter().stream()
                .map(Waiting::dueAt)
                .min(Comparator.naturalOrder())
                .map(at -> at.isBefore(quietUntil) ? quietUntil : at);
    }

    /** When there is something to do again, be it to tell others; empty when there is nothing. */
    Optional<Instant> nextTurn() {
        return Stream.of(nextDue(), trouble.tellAt()).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private List<Waiting> firstOfEachMatter() {
        var seen = new HashSet<String>();
        var first = new ArrayList<Waiting>();
        for (var one : waiting.values()) if (seen.add(one.notice().key())) first.add(one);
        return first;
    }

    /** An attempt is over; what became of the notice, once it is done with. */
    Attempted attempted(Notice notice, Delivered result, Instant now) {
        return switch (result) {
            case Delivered.Done _ -> {
                var report = trouble.delivered(notice, now);
                var done = new Ended(notice, Optional.empty());
                // Where it is gone, it gave way while it was on the wire, and that was told.
                yield new Attempted(waiting.remove(notice.id()) == null ? Optional.empty() : Optional.of(done), report);
            }
            case Delivered.Failed(Problem problem) -> {
                var one = waiting.get(notice.id());
                yield new Attempted(one == null ? Optional.empty() : failed(one, problem, now), Optional.empty());
            }
        };
    }

    private Optional<Ended> failed(Waiting one, Problem problem, Instant now) {
        var end = one.since().plus(policy.giveUpAfter());
        if (!problem.retryable() || !now.isBefore(end)) {
            waiting.remove(one.notice().id());
            return Optional.of(givenUp(one.notice(), problem.toString(), now));
        }
        trouble.failed(one.notice(), problem.toString(), now);
        var pause = policy.pause(one.failures() + 1, chance.getAsDouble());
        var asked =
                problem.retryAfter().filter(wait -> wait.compareTo(pause) > 0).orElse(pause);
        if (problem.code() == FaultCode.THROTTLED) keepQuiet(asked, now);
        var next = now.plus(asked);
        // The last attempt is made at the end, not before: what the other side asked for may be longer than a day.
        waiting.put(one.notice().id(), one.again(next.isAfter(end) ? end : next));
        return Optional.empty();
    }

    /** Who asks to be called less often means all calls; not for longer than we would pause by ourselves. */
    private void keepQuiet(Duration wait, Instant now) {
        quietUntil = now.plus(wait.compareTo(policy.longestPause()) < 0 ? wait : policy.longestPause());
    }

    private Ended givenUp(Notice notice, String why, Instant now) {
        trouble.lost(notice, why, now);
        return new Ended(notice, Optional.of(why));
    }

    /** What the other channels have to tell of this one by now; told once. */
    Optional<Notice> report(Instant now) {
        return trouble.due(now);
    }

    /** How much waits, and whether others have been told that nothing gets through. */
    ChannelStanding standing() {
        return new ChannelStanding(waiting.size(), trouble.isTold());
    }

    /** A notice that is done with: delivered, or given up with the reason. */
    record Ended(Notice notice, Optional<String> failed) {}

    /** What came of an attempt, and what the other channels have to tell of it. */
    record Attempted(Optional<Ended> ended, Optional<Notice> report) {}

    /** A notice that waits since {@code since} and failed so often. */
    private record Waiting(Notice notice, Instant since, Instant dueAt, int failures) {
        Waiting again(Instant at) {
            return new Waiting(notice, since, at, failures + 1);
        }
    }
}
