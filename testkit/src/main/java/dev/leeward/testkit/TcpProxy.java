package dev.leeward.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A TCP relay on 127.0.0.1 that loses what it is told to lose: for time-outs before and after a write arrived. */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int BUFFER = 8_192;

    private final InetSocketAddress behind;
    private final int port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;
    private @Nullable Thread accepting;
    private final AtomicLong relayed = new AtomicLong();
    private volatile long cut = Long.MAX_VALUE;
    private Mode mode = Mode.PASS;

    private TcpProxy(InetSocketAddress behind) {
        this.behind = behind;
        this.port = Ports.free();
    }

    /** What becomes of the bytes that arrive from now on. */
    public enum Mode {
        /** All go through. */
        PASS,
        /** The client's bytes never arrive. */
        LOSE_REQUESTS,
        /** The server's bytes never arrive. */
        LOSE_REPLIES,
        /** The client's bytes wait until another mode comes; the server's are lost. */
        HOLD_REQUESTS,
        /** Nobody listens; what was connected is closed. */
        REFUSE
    }

    /** Starts to relay to {@code behind}. */
    public static TcpProxy before(InetSocketAddress behind) {
        var proxy = new TcpProxy(behind);
        proxy.listen();
        return proxy;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /** Changes what becomes of the bytes, also of open connections. */
    public void set(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next == Mode.REFUSE) stopListening();
        else if (listening == null) listen();
    }

    /** Closes every connection once so many more bytes of both directions have gone through, and then lets new ones pass. */
    public void cutAfter(long bytes) {
        relayed.set(0);
        cut = bytes;
    }

    /** How many bytes of both directions have gone through since {@link #cutAfter} was called last. */
    public long relayed() {
        return relayed.get();
    }

    @Override
    public void close() {
        set(Mode.REFUSE);
    }

    private void listen() {
        try {
            var server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(address());
            listening = server;
            accepting = Thread.ofVirtual().name("tcp-proxy").start(() -> accept(server));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    private void stopListening() {
        ServerSocket server = listening;
        listening = null;
        if (server == null) return;
        try {
            server.close();
            // The port is freed by whoever leaves accept() last; until then the kernel still takes connections.
            if (accepting != null) accepting.join(STOP);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the proxy stops listening", e);
        }
        open.forEach(TcpProxy::drop);
        open.clear();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                if (server.isClosed()) return;
                throw new UncheckedIOException("Cannot accept on port " + port, e);
            }
        }
    }

    private void connect(Socket client) {
        var there = new Socket();
        open.add(client);
        open.add(there);
        try {
            there.connect(behind, CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> relay(client, there, true));
            relay(there, client, false);
        } catch (IOException nobodyThere) {
            drop(client);
        }
    }

    private void relay(Socket from, Socket to, boolean request) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (isCut(n)) return;
                if (passes(request)) out.write(buffer, 0, n);
            }
        } catch (IOException eitherSideIsGone) {
            drop(to);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Whether these bytes are one too many; they are lost then, with both sockets. */
    private boolean isCut(int bytes) {
        boolean now = relayed.addAndGet(bytes) > cut;
        if (now) {
            cut = Long.MAX_VALUE;
            open.forEach(TcpProxy::drop);
        }
        return now;
    }

    /** Whether bytes of this direction go through; waits while they are held. */
    private boolean passes(boolean request) {
        lock.lock();
        try {
            while (request && mode == Mode.HOLD_REQUESTS) changed.awaitUninterruptibly();
            return switch (mode) {
                case PASS -> true;
                case LOSE_REQUESTS -> !request;
                case LOSE_REPLIES -> request;
                case HOLD_REQUESTS, REFUSE -> false;
            };
        } finally {
            lock.unlock();
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close a socket", e);
        }
    }
}
