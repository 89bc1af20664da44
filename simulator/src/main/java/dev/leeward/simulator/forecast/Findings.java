package dev.leeward.simulator.forecast;

import java.time.Duration;
import java.util.Optional;

/**
 * What one seed came to. Times start at the first trouble of the region that carried the traffic.
 *
 * @param detected until the verdict that the region is unhealthy
 * @param paged until the first page
 * @param decided until the failover was decided
 * @param steered until every target had taken the change
 * @param verified until every target was proven to answer anew: the recovery time that Leeward can vouch for
 * @param usersBack until the last user was served again whose resolver respects times to live
 * @param lost requests that failed, in seconds of all traffic
 * @param stubbornLost those of them behind something that ignores times to live
 * @param falseFailovers moves away from a region that had been well all the while that detection looks back
 * @param unsuccessful runs that ended other than succeeded, and failovers that did not end
 * @param pages how often somebody was paged
 * @param moves failovers that were begun
 * @param broken what was not as promised; empty: everything was
 * @param held why traffic stayed, where it did and the region was down
 */
public record Findings(
        long seed,
        Optional<Duration> detected,
        Optional<Duration> paged,
        Optional<Duration> decided,
        Optional<Duration> steered,
        Optional<Duration> verified,
        Optional<Duration> usersBack,
        Duration lost,
        Duration stubbornLost,
        int falseFailovers,
        int unsuccessful,
        int pages,
        int moves,
        Optional<String> broken,
        Optional<String> held) {
    /** Whether everything was as promised: moved or asked when due, no false failover, every run succeeded. */
    public boolean asPromised() {
        return broken.isEmpty();
    }
}
