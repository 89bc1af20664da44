package dev.leeward.probe.flow;

import dev.leeward.resolve.HostPort;
import dev.leeward.resolve.Lookup;
import dev.leeward.resolve.Names;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.SocketFactory;
import okhttp3.Dns;

/**
 * Where the connections of a flow really lead: to the host of its base, or to the place that is to be connected to instead.
 * OkHttp asks a {@link Dns} for names only, so the place is put in where sockets connect.
 */
final class Road extends SocketFactory implements Dns {
    private final Names names;
    private final Optional<HostPort> place;
    private final long end;

    /**
     * A road.
     *
     * @param place where to connect to instead
     * @param end of the walk, on {@link System#nanoTime}'s axis: no look-up lasts longer
     */
    Road(Names names, Optional<HostPort> place, long end) {
        this.names = names;
        this.place = place;
        this.end = end;
    }

    /** A name server has said that there is no such name: that is about the target. */
    static final class NoSuchName extends UnknownHostException {
        @Serial
        private static final long serialVersionUID = 1;

        NoSuchName(String why) {
            super(why);
        }
    }

    /** Nobody could say where it is: that is about this machine. */
    static final class NobodyKnows extends UnknownHostException {
        @Serial
        private static final long serialVersionUID = 1;

        NobodyKnows(String why) {
            super(why);
        }
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return resolve(place.map(HostPort::host).orElse(hostname));
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        try {
            return switch (names.lookUp(host, left).toCompletableFuture().get()) {
                case Lookup.Found(var addresses) -> addresses;
                case Lookup.Absent(String why, boolean _) -> throw new NoSuchName(why);
                case Lookup.Unanswered(String why) -> throw new NobodyKnows(why);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NobodyKnows("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
    }

    @Override
    public Socket createSocket() {
        return place.isPresent() ? new Redirected(place.get()) : new Socket();
    }

    private final class Redirected extends Socket {
        private final HostPort to;

        Redirected(HostPort to) {
            this.to = to;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(new InetSocketAddress(address((InetSocketAddress) endpoint), to.port()), timeout);
        }

        /** A base whose host is an address was not looked up. */
        private InetAddress address(InetSocketAddress endpoint) throws UnknownHostException {
            boolean literal = HostPort.literal(endpoint.getHostString()).isPresent();
            return literal ? resolve(to.host()).getFirst() : endpoint.getAddress();
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("sockets are connected later");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("sockets are connected later");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("sockets are connected later");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("sockets are connected later");
    }
}
