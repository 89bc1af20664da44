package dev.leeward.probe.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** What carries the bytes of a talk: the bare channel or TLS over it. */
interface Line {
    /** The connection stands. */
    void connected() throws IOException;

    /** The channel is ready for reading or writing. */
    void ready(SelectionKey key) throws IOException;

    /** Sends all bytes up to the buffer's limit, as soon as the other side takes them. */
    void send(ByteBuffer bytes) throws IOException;
}
