package dev.leeward.probe.wire;

import dev.leeward.probe.PhaseTimings;
import java.time.Duration;

/** When each phase of one look ended, in nanoseconds on the scale of {@link System#nanoTime}; 0 where it did not. */
final class Stopwatch {

    /** How far a look has come, in words that end "no answer within 2s ...". */
    enum Phase {
        RESOLVING("resolving the name"),
        CONNECTING("connecting"),
        SECURING("in the TLS handshake"),
        WAITING("waiting for the first byte"),
        READING("reading the answer"),
        JUDGING("matching the body");

        final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    private final long started = System.nanoTime();
    private long hop = started;
    private long resolved;
    private long connected;
    private long secured;
    private long sent;
    private long firstByte;
    private long lastByte;
    private Phase phase = Phase.RESOLVING;

    long started() {
        return started;
    }

    Phase phase() {
        return phase;
    }

    /** A redirect is followed: phases are those of the last hop, only the total is that of all. */
    void nextHop() {
        hop = System.nanoTime();
        resolved = 0;
        connected = 0;
        secured = 0;
        sent = 0;
        firstByte = 0;
        lastByte = 0;
        phase = Phase.RESOLVING;
    }

    void resolved() {
        resolved = System.nanoTime();
        phase = Phase.CONNECTING;
    }

    void connected(boolean securing) {
        connected = System.nanoTime();
        phase = securing ? Phase.SECURING : Phase.WAITING;
    }

    void secured() {
        secured = System.nanoTime();
        phase = Phase.WAITING;
    }

    void sent() {
        sent = System.nanoTime();
    }

    void received() {
        lastByte = System.nanoTime();
        if (firstByte == 0) firstByte = lastByte;
        phase = Phase.READING;
    }

    void judging() {
        phase = Phase.JUDGING;
    }

    PhaseTimings timings() {
        return new PhaseTimings(
                between(hop, resolved),
                between(resolved, connected),
                between(connected, secured),
                between(sent, firstByte),
                between(firstByte, lastByte),
                Duration.ofNanos(System.nanoTime() - started));
    }

    private static Duration between(long from, long to) {
        return from == 0 || to == 0 ? Duration.ZERO : Duration.ofNanos(to - from);
    }
}
