package dev.leeward.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A TCP connection to a name server (RFC 7766): each message goes behind its length in two bytes. */
public final class TcpConnection implements AutoCloseable {
    private static final int MOST_BYTES = 0xffff;

    private final Socket socket;
    private final DataInputStream in;

    private TcpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /**
     * Connects. When this throws, nothing was sent.
     *
     * @throws SocketTimeoutException when nobody answers in time
     * @throws IOException when the connection is refused or there is no route
     */
    public static TcpConnection open(InetSocketAddress server, Deadline deadline) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(server, deadline.millis());
            return new TcpConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a message. When this throws, part of it may have been sent.
     *
     * @throws IOException when the connection is lost
     */
    public void send(byte[] message) throws IOException {
        if (message.length > MOST_BYTES) throw new IllegalArgumentException("longer than 65535 bytes");
        // One write, one segment: length and message apart would wait for each other's acknowledgement.
        socket.getOutputStream()
                .write(ByteBuffer.allocate(2 + message.length)
                        .putShort((short) message.length)
                        .put(message)
                        .array());
    }

    /**
     * Waits for the next message.
     *
     * @throws SocketTimeoutException when it is not complete by {@code deadline}
     * @throws IOException when the connection is lost
     */
    public byte[] receive(Deadline deadline) throws IOException {
        byte[] length = receive(2, deadline);
        return receive(((length[0] & 0xff) << 8) | (length[1] & 0xff), deadline);
    }

    private byte[] receive(int size, Deadline deadline) throws IOException {
        var bytes = new byte[size];
        int filled = 0;
        while (filled < size) {
            if (deadline.passed()) throw new SocketTimeoutException("only " + filled + " of " + size + " bytes came");
            socket.setSoTimeout(deadline.millis());
            int n = in.read(bytes, filled, size - filled);
            if (n < 0) throw new IOException("the server closed the connection");
            filled += n;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
