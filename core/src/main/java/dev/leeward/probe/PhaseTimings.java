package dev.leeward.probe;

import java.time.Duration;

/**
 * Where the time of one look went; a phase that was not reached is zero.
 *
 * @param resolve name to address
 * @param connect until the connection stood
 * @param tls until the handshake was done
 * @param firstByte from the request's last byte to the answer's first
 * @param transfer from the answer's first byte to its last
 * @param total all of it, including time between phases
 */
public record PhaseTimings(
        Duration resolve, Duration connect, Duration tls, Duration firstByte, Duration transfer, Duration total) {
    /** Only the total is known. */
    public static PhaseTimings ofTotal(Duration total) {
        return new PhaseTimings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, total);
    }
}
