package dev.leeward.journal.etcd;

import dev.leeward.control.Company.Peer;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's own key among those of all nodes. It is written when it changes; in between the lease gets signs of life,
 * which etcd does not write down.
 */
final class Presence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final EtcdConnection connection;
    private final Keys keys;
    private final Supplier<Peer> self;
    private final Thread thread;
    private Optional<Long> lease = Optional.empty();
    private String written = "";

    Presence(EtcdConnection connection, Keys keys, Supplier<Peer> self) {
        this.connection = connection;
        this.keys = keys;
        this.self = self;
        this.thread = Thread.ofPlatform().daemon().name("presence").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                tell();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        var peer = self.get();
        try {
            boolean lives = lease.isPresent() && isAlive(lease.get());
            long id = lives ? lease.orElseThrow() : granted();
            lease = Optional.of(id);
            write(peer, id);
        } catch (EtcdFailure e) {
            // Whoever looks sees this node missing within seconds, which is what is the case.
            LOG.debug("the other nodes could not be told of this one: {}", e.problem());
            lease = Optional.empty();
        }
    }

    private long granted() throws EtcdFailure {
        written = "";
        return connection
                .ask(LIMIT, client -> client.getLeaseClient().grant(LENGTH.toSeconds()))
                .getID();
    }

    private boolean isAlive(long id) throws EtcdFailure {
        return connection
                        .ask(LIMIT, client -> client.getLeaseClient().keepAliveOnce(id))
                        .getTTL()
                > 0;
    }

    private void write(Peer peer, long id) throws EtcdFailure {
        var text = Kept.peer(peer);
        if (text.equals(written)) return;
        var option = PutOption.builder().withLeaseId(id).build();
        var _ = connection.ask(
                LIMIT, client -> client.getKVClient().put(keys.node(peer.name()), Keys.bytes(text), option));
        written = text;
    }

    /** Takes the key away now instead of when its lease runs out. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LIMIT.plus(LIMIT));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive() || lease.isEmpty()) return;
        long last = lease.get();
        try {
            var _ = connection.ask(LIMIT, client -> client.getLeaseClient().revoke(last));
        } catch (EtcdFailure e) {
            LOG.debug("the key runs out by itself: {}", e.problem());
        }
    }
}
