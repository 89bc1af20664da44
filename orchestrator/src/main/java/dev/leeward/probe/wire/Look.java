package dev.leeward.probe.wire;

import dev.leeward.judge.NetworkFault;
import dev.leeward.judge.TlsFault;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Sighting;
import dev.leeward.resolve.Lookup;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look in flight, from name to sighting. It belongs to the loop's thread, and is its own deadline.
 *
 * <p>Its connection is always closed with a reset (SO_LINGER 0). Whoever closes a TCP connection first keeps its port
 * pair in TIME_WAIT for a minute; at a thousand looks a second that is 60,000 sockets, more than there are ephemeral ports
 * to one address. Leaving the first close to the server would move the pile there, to the machine that is looked at. A
 * reset leaves nothing on either side and costs one packet. Nothing is lost by it: by then the look has seen what it
 * wanted, and what a server still had to send was not wanted. Load balancers check TCP in the same way.
 */
final class Look extends Deadline implements Loop.Channelled {

    /** More addresses of one name are not tried: the deadline is shared among them. */
    private static final int MOST_ADDRESSES = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final Loop loop;
    private final Workshop workshop;
    private final Probe probe;
    private final Consumer<Sighting> sink;
    private final Stopwatch watch = new Stopwatch();
    private final Deadline attemptEnd = new Deadline() {
        @Override
        void passed() {
            attemptFailed(FailureKind.TIMED_OUT, "no connection to " + address() + " in time");
        }
    };

    private List<String> warnings = List.of();
    private List<InetAddress> addresses = List.of();
    private int attempt;
    private Sighting.@Nullable Failing firstFailure;
    private @Nullable Route route;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private @Nullable Line line;
    private boolean over;

    Look(Loop loop, Workshop workshop, Probe probe, Consumer<Sighting> sink) {
        this.loop = loop;
        this.workshop = workshop;
        this.probe = probe;
        this.sink = sink;
    }

    Loop loop() {
        return loop;
    }

    Workshop workshop() {
        return workshop;
    }

    Stopwatch watch() {
        return watch;
    }

    boolean isOver() {
        return over;
    }

    /** When the look must be over, on the scale of {@link System#nanoTime}. */
    long end() {
        return watch.started() + probe.timeout().toNanos();
    }

    void begin() {
        loop.deadlines.add(this, end());
        try {
            open(Route.of(probe.check(), this));
        } catch (IllegalArgumentException e) {
            inconclusive("cannot look at " + probe.check().summary() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** Closes this connection and goes on to another place, within the same deadline. */
    void goOn(Route next) {
        hangUp();
        watch.nextHop();
        firstFailure = null;
        open(next);
    }

    private void open(Route next) {
        route = next;
        var literal = next.literal();
        if (literal.isPresent()) {
            resolved(List.of(literal.get()));
            return;
        }
        Duration left = Duration.ofNanos(Math.max(1, end() - System.nanoTime()));
        var _ = workshop.names().lookUp(next.to().host(), left).thenAccept(found -> later(() -> lookedUp(next, found)));
    }

    /** Something that may fail as the network does. */
    interface Step {
        void take() throws IOException;
    }

    /** Takes a step on the loop's thread, from any thread. */
    void later(Step step) {
        // A loop that closes ends all looks itself.
        loop.post(() -> {
            if (!over) take(step);
        });
    }

    private void take(Step step) {
        try {
            step.take();
        } catch (SSLException e) {
            fail(FailureKind.TLS, TlsFault.words(e));
        } catch (IOException e) {
            fail(NetworkFault.kindOf(e), watch.phase().words + ": " + NetworkFault.words(e));
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void lookedUp(Route asked, Lookup found) {
        if (!asked.equals(route)) return;
        switch (found) {
            case Lookup.Found(List<InetAddress> all) -> resolved(all);
            case Lookup.Absent(String why, boolean _) -> fail(FailureKind.UNRESOLVABLE, why);
            // Nobody could tell us the address: that is about our name server, not about the target.
            case Lookup.Unanswered(String why) -> inconclusive(why);
        }
    }

    private void resolved(List<InetAddress> all) {
        watch.resolved();
        addresses = all.size() > MOST_ADDRESSES ? all.subList(0, MOST_ADDRESSES) : all;
        attempt = 0;
        connect();
    }

    private InetAddress address() {
        return addresses.get(attempt);
    }

    private void connect() {
        Route to = route;
        if (to == null) return;
        try {
            boolean v4 = address() instanceof Inet4Address;
            SocketChannel opened = SocketChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            channel = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.SO_LINGER, 0);
            shareDeadline();
            boolean stands =
                    opened.connect(new InetSocketAddress(address(), to.to().port()));
            SelectionKey registered =
                    opened.register(loop.selector, stands ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            key = registered;
            line = to.line(this, opened, registered);
            if (stands) connected(to, line);
        } catch (IOException e) {
            connectFailed(e);
        }
    }

    /** With several addresses left, one that stays silent may use up only its share of the time. */
    private void shareDeadline() {
        int left = addresses.size() - attempt;
        if (left < 2) return;
        long now = System.nanoTime();
        loop.deadlines.add(attemptEnd, now + (end() - now) / left);
    }

    @Override
    public void ready(SelectionKey event) {
        Route to = route;
        Line via = line;
        if (over || to == null || via == null || !event.equals(key)) return;
        take(() -> {
            if (!event.isConnectable()) {
                via.ready(event);
            } else if (finishConnect()) {
                connected(to, via);
            }
        });
    }

    private boolean finishConnect() {
        SocketChannel connecting = channel;
        if (connecting == null) return false;
        try {
            return connecting.finishConnect();
        } catch (IOException e) {
            connectFailed(e);
            return false;
        }
    }

    private void connected(Route to, Line via) throws IOException {
        loop.deadlines.remove(attemptEnd);
        watch.connected(to.tls().isPresent());
        SelectionKey connected = key;
        if (connected != null) connected.interestOps(SelectionKey.OP_READ);
        via.connected();
    }

    private void connectFailed(IOException e) {
        if (NetworkFault.isOurs(e)) {
            inconclusive("cannot open a connection: " + NetworkFault.words(e));
            return;
        }
        attemptFailed(NetworkFault.kindOfConnect(e), "connecting to " + address() + ": " + NetworkFault.words(e));
    }

    /** The next address is tried; when there is none, the first failure counts: the last is often "no IPv6 here". */
    private void attemptFailed(FailureKind kind, String detail) {
        hangUp();
        if (firstFailure == null) firstFailure = new Sighting.Failing(kind, detail, watch.timings());
        if (++attempt < addresses.size()) {
            connect();
        } else {
            end(firstFailure);
        }
    }

    @Override
    void passed() {
        String late = "no answer within " + probe.timeout().toMillis() + " ms: " + watch.phase().words;
        switch (watch.phase()) {
            // Our own name server and our own matching are not the target's fault.
            case RESOLVING, JUDGING -> inconclusive(late);
            case CONNECTING, SECURING, WAITING, READING ->
                end(
                        firstFailure != null && watch.phase() == Stopwatch.Phase.CONNECTING
                                ? firstFailure
                                : new Sighting.Failing(FailureKind.TIMED_OUT, late, watch.timings()));
        }
    }

    void warn(String warning) {
        warnings = new ArrayList<>(warnings);
        warnings.add(warning);
    }

    void healthy() {
        end(new Sighting.Healthy(watch.timings(), warnings));
    }

    void fail(FailureKind kind, String detail) {
        end(new Sighting.Failing(kind, detail, watch.timings()));
    }

    void inconclusive(String why) {
        end(new Sighting.Inconclusive(why, watch.timings()));
    }

    /** A fault in this program must not read as one of the target, and must not stop the other looks. */
    private void broken(RuntimeException bug) {
        LOG.error("A look at {} broke", probe.id(), bug);
        inconclusive("internal error: " + bug);
    }

    private void end(Sighting sighting) {
        if (over) return;
        over = true;
        loop.deadlines.remove(this);
        hangUp();
        workshop.lookEnded();
        try {
            sink.accept(sighting);
        } catch (RuntimeException e) {
            LOG.error("Whoever asked for {} could not take the sighting", probe.id(), e);
        }
    }

    /** Nothing more is read or written; the connection stays until the look ends. */
    void silence() {
        SelectionKey listening = key;
        if (listening != null) listening.interestOps(0);
    }

    private void hangUp() {
        loop.deadlines.remove(attemptEnd);
        SocketChannel closing = channel;
        channel = null;
        key = null;
        line = null;
        if (closing == null) return;
        try {
            closing.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection of {}: {}", probe.id(), e.toString());
        }
    }
}
