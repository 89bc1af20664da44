package dev.leeward.probe.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Writes to a channel, and keeps what the channel does not take at once. */
final class Outbox {

    private final SocketChannel channel;
    private final SelectionKey key;
    private @Nullable ByteBuffer rest;

    Outbox(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** Takes all bytes, so that the caller may use the buffer again. */
    void write(ByteBuffer bytes) throws IOException {
        if (rest == null) {
            channel.write(bytes);
            if (!bytes.hasRemaining()) return;
        }
        ByteBuffer before = rest == null ? ByteBuffer.allocate(0) : rest;
        ByteBuffer all = ByteBuffer.allocate(before.remaining() + bytes.remaining());
        rest = all.put(before).put(bytes).flip();
        key.interestOpsOr(SelectionKey.OP_WRITE);
    }

    /** The channel takes bytes again. */
    void flush() throws IOException {
        if (rest != null) {
            channel.write(rest);
            if (rest.hasRemaining()) return;
            rest = null;
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    boolean isEmpty() {
        return rest == null;
    }
}
