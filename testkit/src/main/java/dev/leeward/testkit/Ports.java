package dev.leeward.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on 127.0.0.1 for servers that have to be told theirs.
 *
 * <p>They lie below the range from which the kernel takes the ports of outgoing connections (32768 and up on Linux, see
 * {@code ip_local_port_range}), so that no connection takes one away between the choice and the server's start. No port
 * is given out twice by one JVM, and those that run at the same time choose among different ones: each has a {@link
 * PortRange} to itself while it lives.
 */
public final class Ports {

    private static final int TRIES = 10_000;
    private static final int CONNECT_MILLIS = 500;
    private static final Set<Integer> GIVEN_OUT = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * Returns a port that is free for TCP and for UDP, as a name server needs it.
     *
     * @throws AssertionError if none was found in {@value #TRIES} tries
     */
    public static int free() {
        PortRange range = PortRange.ofThisJvm();
        for (int i = 0; i < TRIES; i++) {
            int port = range.any(ThreadLocalRandom.current());
            if (GIVEN_OUT.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("No free port in " + range);
    }

    /** Returns whether a TCP server accepts connections there right now. */
    public static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback());
                DatagramSocket udp = new DatagramSocket(port, loopback())) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
