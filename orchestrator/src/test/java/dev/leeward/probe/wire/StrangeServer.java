package dev.leeward.probe.wire;

import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A TCP server on 127.0.0.1 that does to each connection what a test wants. */
final class StrangeServer implements AutoCloseable {

    /** What is done to a connection; it is closed afterwards. */
    interface Conduct {
        void with(Socket socket, StrangeServer server) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Conduct conduct;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();

    StrangeServer(Conduct conduct) {
        this(plain(), conduct);
    }

    StrangeServer(ServerSocket socket, Conduct conduct) {
        this.socket = socket;
        this.conduct = conduct;
        Thread.ofVirtual().start(this::accept);
    }

    /** Reads a request and answers with this text as it is. */
    static StrangeServer answering(String text) {
        return new StrangeServer((connection, server) -> {
            server.readRequest(connection);
            connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    /** Accepts, and then does nothing. */
    static StrangeServer silent() {
        return new StrangeServer((connection, server) -> Thread.sleep(60_000));
    }

    private static ServerSocket plain() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1_000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port on which nothing listens. */
    static int deadPort() {
        return Ports.free();
    }

    /** Reads up to the empty line, and notes it. */
    String readRequest(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) break;
            text.append((char) next);
        }
        requests.add(text.toString());
        return text.toString();
    }

    int port() {
        return socket.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** What was read so far. */
    LinkedBlockingQueue<String> requests() {
        return requests;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            conduct.with(connection, this);
        } catch (IOException e) {
            // The prober hangs up as soon as it has seen enough: that is what it is tested for.
            open.remove(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
