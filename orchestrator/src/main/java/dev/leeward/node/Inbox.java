package dev.leeward.node;

import dev.leeward.control.Input;
import dev.leeward.control.OrderReply;
import dev.leeward.decision.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where everything that is learnt waits for the control loop. Bounded: when it is full, observations are dropped and
 * counted, since a newer one follows; all else waits, since it comes only once.
 */
final class Inbox {
    private static final int CAPACITY = 20_000;
    private static final int BATCH = 5_000;

    private final LinkedBlockingQueue<Input> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private volatile Optional<String> closed = Optional.empty();

    /** Takes {@code input} in. Observations never wait; anything else waits at most {@code limit} for a place. */
    boolean put(Input input, Duration limit) {
        if (input instanceof Input.Observed || input instanceof Input.LinksRead) {
            boolean taken = queue.offer(input);
            if (!taken) dropped.increment();
            return taken;
        }
        try {
            boolean taken = queue.offer(input, limit.toNanos(), TimeUnit.NANOSECONDS);
            closed.ifPresent(this::turnAway);
            return taken;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits at most {@code limit} for something to arrive, then takes all there is, up to a batch. */
    List<Input> take(Duration limit) throws InterruptedException {
        var batch = new ArrayList<Input>();
        var first = queue.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        if (first == null) return batch;
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        return batch;
    }

    /** Nobody takes anything out any more: whoever waits for an answer is told {@code why}, now and from now on. */
    void turnAway(String why) {
        closed = Optional.of(why);
        var left = new ArrayList<Input>();
        queue.drainTo(left);
        for (var input : left) {
            if (input instanceof Input.Ordered ordered) {
                ordered.reply()
                        .accept(new OrderReply(
                                false,
                                new Reason("Refused: " + why + "; nothing was done.", List.of()),
                                List.of(),
                                Optional.empty()));
            }
            if (input instanceof Input.Configured configured) configured.reply().accept(List.of(why));
        }
    }

    int depth() {
        return queue.size();
    }

    long dropped() {
        return dropped.sum();
    }
}
