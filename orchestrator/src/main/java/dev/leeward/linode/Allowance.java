package dev.leeward.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.util.Optional;

/** How long and how often one operation of ours may still call. Of one thread. */
public final class Allowance {
    /** Calls per operation: enough for a zone of {@value Lists#MOST_PAGES} pages, and an end to every loop. */
    public static final int MOST_CALLS = 120;

    private final long end;
    private final int share;
    private int calls = MOST_CALLS;

    private Allowance(long end, int share) {
        this.end = end;
        this.share = share;
    }

    /** So long, from now. */
    public static Allowance of(Duration limit) {
        return new Allowance(System.nanoTime() + limit.toNanos(), 2);
    }

    /** The same for reads alone, of which any may take all the time that is left: there is nothing to look up afterwards. */
    public static Allowance forLooking(Duration limit) {
        return new Allowance(System.nanoTime() + limit.toNanos(), 1);
    }

    /** Takes one call; why not, if there is none left. */
    public Optional<Problem> refuseCall() {
        if (left().isZero())
            return Optional.of(
                    Problem.passing(FaultCode.TIMED_OUT, "no time was left to call Linode; nothing was sent"));
        if (calls-- <= 0)
            return Optional.of(Problem.lasting(
                    FaultCode.EXHAUSTED, "%d calls did not suffice for one operation".formatted(MOST_CALLS)));
        return Optional.empty();
    }

    /** How long the next call may take: half of what is left where it may write, so that there is time to look what came of it. */
    public Duration forCall() {
        return left().dividedBy(share).plusMillis(1);
    }

    /** Waits; false when there would be no time left afterwards. */
    public boolean rest(Duration time) {
        if (left().compareTo(time) <= 0) return false;
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is left of it. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
