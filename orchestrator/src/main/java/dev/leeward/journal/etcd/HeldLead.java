package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's leader key: a thread keeps its lease alive until the term ends. */
final class HeldLead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLead.class);
    /** Signs of life per length of the lease: three may be lost. */
    private static final int SIGNS = 4;

    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration REVOKE_LIMIT = Duration.ofSeconds(1);

    private final EtcdConnection connection;
    private final EtcdLease lease;
    private final long number;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Thread thread;

    /** The leader key that was created at revision {@code number} with {@code lease}. */
    HeldLead(EtcdConnection connection, EtcdLease lease, long number) {
        this.connection = connection;
        this.lease = lease;
        this.number = number;
        // A platform thread: virtual ones share carriers with whatever else the node does.
        this.thread = Thread.ofPlatform().daemon().name("lease").unstarted(this::keepAlive);
    }

    /** Sends signs of life from now on. */
    void start() {
        thread.start();
    }

    /** The leader key's create revision: a later leader has a higher one. */
    long number() {
        return number;
    }

    /** How long the key surely stands. */
    Duration remaining() {
        return ended.isDone() ? Duration.ZERO : lease.remaining();
    }

    /** Completes with the reason once the term is over. */
    CompletionStage<String> ended() {
        return ended.minimalCompletionStage();
    }

    /** The term is over; the first reason counts. */
    void end(String why) {
        if (ended.complete(why)) LOG.debug("term {} ended: {}", number, why);
        thread.interrupt();
    }

    /** Ends it, and lets etcd remove the leader key now instead of when the lease runs out. */
    @Override
    public void close() {
        end("given up");
        try {
            connection.ask(REVOKE_LIMIT, client -> client.getLeaseClient().revoke(lease.id()));
        } catch (EtcdFailure e) {
            // The next leader waits until the lease has run out.
            if (e.problem().code() != FaultCode.NOT_FOUND) LOG.info("the lease was not given back: {}", e.problem());
        }
    }

    private void keepAlive() {
        var every = lease.length().dividedBy(SIGNS);
        try {
            while (!ended.isDone()) {
                long sentAt = System.nanoTime();
                var pause = sign(sentAt, every) ? every.minusNanos(System.nanoTime() - sentAt) : RETRY;
                if (!lease.remaining().isPositive()) end("the lease ran out: no answer from etcd in time");
                else if (pause.isPositive()) Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // The term ended.
            Thread.currentThread().interrupt();
        } finally {
            end("no sign of life is sent any more");
        }
    }

    /** Whether etcd answered. */
    private boolean sign(long sentAt, Duration limit) {
        var left = lease.remaining();
        try {
            var answer = connection.ask(
                    left.compareTo(limit) < 0 ? left : limit,
                    client -> client.getLeaseClient().keepAliveOnce(lease.id()));
            if (answer.getTTL() > 0) lease.confirmed(sentAt);
            return true;
        } catch (EtcdFailure e) {
            LOG.warn("no sign of life could be given, the lease lasts {} ms: {}", left.toMillis(), e.problem());
            if (e.problem().code() == FaultCode.NOT_FOUND) end("the lease ran out");
            return false;
        }
    }
}
