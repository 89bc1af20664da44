package dev.leeward.emulator.dns;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UDP and TCP sides of a {@link NameServer} (RFC 1035, section 4.2), each query on a virtual thread of its own. */
final class DnsSockets implements AutoCloseable {
    /** No limit of ours on the answer's size: TCP. */
    static final int NO_LIMIT = 65_535;

    private static final Logger LOG = LoggerFactory.getLogger(DnsSockets.class);
    private static final int BIND_TRIES = 20;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Turns a query into an answer of at most {@code limit} bytes, or none. */
    interface Responder {
        Optional<byte[]> respond(byte[] query, int limit) throws InterruptedException;
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Semaphore room = new Semaphore(NameServer.AT_ONCE);
    private final Semaphore seats = new Semaphore(NameServer.AT_ONCE);
    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private DnsSockets(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    static DnsSockets bind(InetAddress host, int port) throws IOException {
        for (int tries = 1; ; tries++) {
            ServerSocket tcp = new ServerSocket();
            try {
                tcp.setReuseAddress(true);
                tcp.bind(new InetSocketAddress(host, port), NameServer.AT_ONCE);
                return new DnsSockets(new DatagramSocket(tcp.getLocalPort(), host), tcp);
            } catch (BindException taken) {
                tcp.close();
                // Port 0 was given a port that is free for TCP only: ask for another one.
                if (port != 0 || tries == BIND_TRIES) throw taken;
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    void serve(Responder responder) {
        Thread.ofVirtual().name("dns-udp").start(() -> receive(responder));
        Thread.ofVirtual().name("dns-tcp").start(() -> accept(responder));
    }

    private void receive(Responder responder) {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
            } catch (IOException e) {
                if (udp.isClosed()) return;
                LOG.debug("lost a datagram: {}", e.getMessage());
                continue;
            }
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            SocketAddress from = packet.getSocketAddress();
            if (room.tryAcquire()) start(() -> answer(responder, query, from), room);
        }
    }

    private void answer(Responder responder, byte[] query, SocketAddress from) {
        try {
            Optional<byte[]> answer = responder.respond(query, Answers.UDP_PAYLOAD);
            if (answer.isPresent()) udp.send(new DatagramPacket(answer.get(), answer.get().length, from));
        } catch (IOException e) {
            LOG.debug("could not answer {}: {}", from, e.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(Responder responder) {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                if (seats.tryAcquire()) start(() -> converse(responder, socket), seats);
                else socket.close();
            } catch (IOException e) {
                if (tcp.isClosed()) return;
                LOG.debug("lost a connection: {}", e.getMessage());
            }
        }
    }

    /** One connection, any number of queries, each preceded by its length. */
    private void converse(Responder responder, Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (!tcp.isClosed()) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                Optional<byte[]> answer = responder.respond(query, NO_LIMIT);
                if (answer.isPresent()) out.write(framed(answer.get()));
            }
        } catch (EOFException | SocketException gone) {
            LOG.trace("connection ended: {}", gone.getMessage());
        } catch (IOException e) {
            LOG.debug("connection lost: {}", e.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static byte[] framed(byte[] answer) {
        byte[] framed = new byte[answer.length + 2];
        framed[0] = (byte) (answer.length >> 8);
        framed[1] = (byte) answer.length;
        System.arraycopy(answer, 0, framed, 2, answer.length);
        return framed;
    }

    private void start(Runnable work, Semaphore permit) {
        Thread.ofVirtual().name("dns-query").start(() -> {
            busy.add(Thread.currentThread());
            try {
                work.run();
            } finally {
                busy.remove(Thread.currentThread());
                permit.release();
            }
        });
    }

    @Override
    public void close() {
        udp.close();
        closeQuietly(tcp);
        open.forEach(DnsSockets::closeQuietly);
        busy.forEach(Thread::interrupt);
    }

    private static void closeQuietly(Closeable each) {
        try {
            each.close();
        } catch (IOException e) {
            LOG.debug("could not close {}: {}", each, e.getMessage());
        }
    }
}
