package dev.leeward.emulator.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/**
 * An authoritative name server over UDP and TCP. It can be made slow, silent, stale or dead, as one of several servers of
 * a delegation would be. Thread-safe; at most {@value #AT_ONCE} queries and as many connections at once, more are dropped.
 */
public final class NameServer implements AutoCloseable {
    static final int AT_ONCE = 64;

    private static final int HEADER_BYTES = 12;

    private final ZoneStore store;
    private final InetSocketAddress address;
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean stalled;
    private volatile Duration delay = Duration.ZERO;
    private volatile @Nullable Map<Name, Zone> frozen;
    private @Nullable DnsSockets sockets;

    private NameServer(ZoneStore store, InetSocketAddress address, DnsSockets sockets) {
        this.store = store;
        this.address = address;
        this.sockets = sockets;
    }

    /**
     * Starts to serve.
     *
     * @param port for UDP and TCP alike; 0 picks one that is free for both
     * @throws IOException if the port cannot be had
     */
    public static NameServer start(InetAddress host, int port, ZoneStore store) throws IOException {
        DnsSockets sockets = DnsSockets.bind(host, port);
        NameServer server = new NameServer(store, sockets.address(), sockets);
        sockets.serve(server::respond);
        return server;
    }

    /** Starts to serve on a free port of 127.0.0.1. */
    public static NameServer start(ZoneStore store) throws IOException {
        return start(InetAddress.ofLiteral("127.0.0.1"), 0, store);
    }

    /** Where it listens, also while it is dead. */
    public InetSocketAddress address() {
        return address;
    }

    /** How many queries were answered so far. */
    public long answered() {
        return answered.get();
    }

    /** Reads queries and answers none, like a machine that hangs. */
    public void stall() {
        stalled = true;
    }

    /** Answers each query this much later. */
    public void slowDown(Duration by) {
        delay = by;
    }

    /** Serves what stands now from here on, whatever is published, like a secondary that no longer gets updates. */
    public void freeze() {
        frozen = store.snapshot();
    }

    /** Undoes {@link #stall}, {@link #slowDown} and {@link #freeze}. */
    public void recover() {
        stalled = false;
        delay = Duration.ZERO;
        frozen = null;
    }

    /** Closes its sockets: UDP gets "port unreachable", TCP is refused. Does nothing when it is dead already. */
    public synchronized void kill() {
        if (sockets != null) sockets.close();
        sockets = null;
    }

    /**
     * Listens again at the same address after {@link #kill}.
     *
     * @throws IOException if the port was taken meanwhile
     */
    public synchronized void restart() throws IOException {
        if (sockets != null) return;
        DnsSockets again = DnsSockets.bind(address.getAddress(), address.getPort());
        again.serve(this::respond);
        sockets = again;
    }

    @Override
    public void close() {
        kill();
    }

    /** Waits where it is told to, then answers; empty when it shall not answer at all. */
    private Optional<byte[]> respond(byte[] query, int limit) throws InterruptedException {
        Thread.sleep(delay);
        if (stalled || query.length < HEADER_BYTES) return Optional.empty();
        Map<Name, Zone> old = frozen;
        byte[] answer = answer(query, old == null ? store.snapshot() : old, limit);
        answered.incrementAndGet();
        return Optional.of(answer);
    }

    private static byte[] answer(byte[] query, Map<Name, Zone> zones, int limit) {
        try {
            Message asked = new Message(query);
            int advertised = asked.getOPT() == null ? 512 : asked.getOPT().getPayloadSize();
            int room = limit == DnsSockets.NO_LIMIT ? limit : Math.min(limit, Math.max(512, advertised));
            return Answers.to(asked, zones).toWire(room);
        } catch (IOException unreadable) {
            int id = ((query[0] & 0xff) << 8) | (query[1] & 0xff);
            return Answers.formatError(id).toWire(DnsSockets.NO_LIMIT);
        }
    }
}
