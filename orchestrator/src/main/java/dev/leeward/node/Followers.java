package dev.leeward.node;

import dev.leeward.journal.Entry;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want every journal entry as it comes. Each has a bounded queue and a virtual thread of its own, so that a slow
 * one loses its subscription instead of delaying the loop.
 */
final class Followers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
    private static final int QUEUE = 2_000;

    private final CopyOnWriteArrayList<Follower> followers = new CopyOnWriteArrayList<>();

    AutoCloseable follow(Consumer<Entry> sink) {
        var follower = new Follower(sink);
        followers.add(follower);
        follower.thread.start();
        return follower;
    }

    void appended(List<Entry> entries) {
        for (var follower : followers) {
            for (var entry : entries) follower.offer(entry);
        }
    }

    @Override
    public void close() {
        followers.forEach(Follower::close);
    }

    private final class Follower implements AutoCloseable {
        private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
        private final Consumer<Entry> sink;
        private final Thread thread;

        Follower(Consumer<Entry> sink) {
            this.sink = sink;
            this.thread = Thread.ofVirtual().name("follower").unstarted(this::run);
        }

        void offer(Entry entry) {
            if (queue.offer(entry)) return;
            LOG.warn("a follower of the journal is {} entries behind and is dropped", QUEUE);
            close();
        }

        private void run() {
            try {
                while (true) sink.accept(queue.take());
            } catch (InterruptedException _) {
                // Closed.
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("a follower of the journal failed and is dropped", e);
            } finally {
                followers.remove(this);
            }
        }

        @Override
        public void close() {
            followers.remove(this);
            thread.interrupt();
        }
    }
}
