package dev.leeward.api;

import dev.leeward.api.body.WhereaboutsBody;
import dev.leeward.control.Desk;
import dev.leeward.journal.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One client that is told where a service is, at once and whenever that changes. */
final class WhereaboutsFollower extends Listener {
    /** It looks so often also when nothing woke it: not all that changes an answer is journaled. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Supplier<Optional<WhereaboutsBody>> look;
    private final long heartbeatNanos;
    private final Semaphore news = new Semaphore(0);

    /** To be run on the thread that makes it. */
    WhereaboutsFollower(Desk desk, OutputStream out, Duration heartbeat, Supplier<Optional<WhereaboutsBody>> look) {
        super(desk, out);
        this.heartbeatNanos = heartbeat.toNanos();
        this.look = look;
    }

    @Override
    void talk() throws IOException, InterruptedException {
        Optional<WhereaboutsBody> told = Optional.empty();
        long lastWord = System.nanoTime();
        while (!isDropped()) {
            var now = look.get();
            if (now.isPresent() && !now.equals(told)) {
                told = now;
                tell(now.get());
                lastWord = System.nanoTime();
            } else if (System.nanoTime() - lastWord > heartbeatNanos) {
                heartbeat();
                lastWord = System.nanoTime();
            }
            if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) news.drainPermits();
        }
    }

    private void tell(WhereaboutsBody whereabouts) throws IOException {
        write("event: active\nid: " + whereabouts.epoch() + "\ndata: " + Json.MAPPER.writeValueAsString(whereabouts)
                + "\n\n");
    }

    @Override
    void wake(Entry entry) {
        if (news.availablePermits() == 0) news.release();
    }
}
