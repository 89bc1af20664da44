package dev.leeward.api;

import dev.leeward.api.body.EntryBody;
import dev.leeward.control.Desk;
import dev.leeward.journal.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client of the event stream: a cursor in the journal and nothing else. New entries only wake it up and are then read
 * from the journal, so there is no queue that could grow or lose one.
 */
final class Subscriber extends Listener {
    /** Only what is appended from now on. */
    static final long FROM_NOW = -1;

    private static final int PAGE = 256;

    private final Desk desk;
    private final Duration heartbeat;
    private final long after;
    private final Semaphore news = new Semaphore(0);
    private final AtomicLong firstNew = new AtomicLong(FROM_NOW);

    /** Sends what follows {@code after}. To be run on the thread that makes it. */
    Subscriber(Desk desk, OutputStream out, Duration heartbeat, long after) {
        super(desk, out);
        this.desk = desk;
        this.heartbeat = heartbeat;
        this.after = after;
    }

    @Override
    void talk() throws IOException, InterruptedException {
        long cursor = after;
        while (!isDropped()) {
            if (cursor != FROM_NOW) {
                cursor = catchUp(cursor);
            }
            if (news.tryAcquire(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
                long first = firstNew.getAndSet(FROM_NOW);
                // A cursor beyond the journal comes from another one: go on with what is new here.
                if (first != FROM_NOW && (cursor == FROM_NOW || cursor >= first)) cursor = first - 1;
            } else {
                heartbeat();
            }
        }
    }

    private long catchUp(long cursor) throws IOException {
        long at = cursor;
        List<Entry> page;
        do {
            page = desk.journal(at, PAGE);
            var text = new StringBuilder();
            for (var entry : page) {
                text.append("id: ").append(entry.sequence()).append("\ndata: ");
                text.append(Json.MAPPER.writeValueAsString(EntryBody.of(entry))).append("\n\n");
                at = entry.sequence();
            }
            if (!page.isEmpty()) write(text.toString());
        } while (page.size() == PAGE && !isDropped());
        return at;
    }

    @Override
    void wake(Entry entry) {
        firstNew.compareAndSet(FROM_NOW, entry.sequence());
        if (news.availablePermits() == 0) news.release();
    }
}
