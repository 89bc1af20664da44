package dev.leeward.node;

import java.net.URI;

/** Something that runs in this process until it is stopped. */
public interface Running extends AutoCloseable {
    /** Where its API listens. */
    URI api();

    /** Reads the configuration file again; what comes of it is logged. */
    void reload();

    /** Waits until it ends by itself, which it never should, and says why. */
    String awaitEnd() throws InterruptedException;

    @Override
    void close();
}
