package dev.leeward.probe.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What is said over a connection that stands, and, where wanted, is secured. Each method may end the look. */
interface Talk {
    /** The line is open for {@link Line#send}. */
    void begin(Line line) throws IOException;

    /** Some of the answer, readable until the method returns. */
    void received(ByteBuffer bytes) throws IOException;

    /** The other side will send nothing more. */
    void ended();
}
