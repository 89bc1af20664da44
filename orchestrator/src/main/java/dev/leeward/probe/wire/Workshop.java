package dev.leeward.probe.wire;

import dev.leeward.resolve.Names;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all looks share.
 *
 * @param names resolves host names
 * @param clock tells how long a certificate is still good for
 * @param userAgent what HTTP servers are told
 * @param certificates makes TLS engines
 * @param securing runs the slow parts of handshakes
 * @param matching matches bodies. Apart from {@code securing}: patterns that take long must not starve handshakes, since
 *     that would read as failures of the targets
 * @param inFlight how many looks have not ended
 */
record Workshop(
        Names names,
        InstantSource clock,
        String userAgent,
        Certificates certificates,
        Workers securing,
        Workers matching,
        AtomicInteger inFlight)
        implements AutoCloseable {

    /** More looks at once are more than one node is for, and would take the file descriptors the rest needs. */
    private static final int MOST_AT_ONCE = 8_192;

    Workshop(Names names, InstantSource clock, String userAgent) {
        this(
                names,
                clock,
                userAgent,
                new Certificates(),
                new Workers("leeward-probe-tls"),
                new Workers("leeward-probe-match"),
                new AtomicInteger());
    }

    /** False if there are too many looks in flight already. */
    boolean lookBegins() {
        if (inFlight.incrementAndGet() <= MOST_AT_ONCE) return true;
        inFlight.decrementAndGet();
        return false;
    }

    void lookEnded() {
        inFlight.decrementAndGet();
    }

    @Override
    public void close() {
        securing.close();
        matching.close();
    }
}
