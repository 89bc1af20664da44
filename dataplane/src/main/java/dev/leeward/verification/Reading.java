package dev.leeward.verification;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads one segment of one region, page by page, and goes on where it was after a failure. */
final class Reading implements Work {
    private static final Duration FIRST_REST = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 7;
    /** What a page of a megabyte costs; the first one may be as large. */
    private static final double FULL_PAGE = 128;

    private final Side side;
    private final Scan.Segment segment;
    private final Spill spill;
    private final Pace pace;
    private final int tries;
    private final InstantSource steady;
    private final Watch watch;
    private final AtomicBoolean isHopeless;
    private Optional<ItemKey> after = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private double expected = FULL_PAGE;
    private boolean isPaid;
    private int failures;
    private long items;
    private double units;

    Reading(
            Side side,
            Scan.Segment segment,
            Spill spill,
            Pace pace,
            int tries,
            InstantSource steady,
            Watch watch,
            AtomicBoolean isHopeless) {
        this.side = side;
        this.segment = segment;
        this.spill = spill;
        this.pace = pace;
        this.tries = tries;
        this.steady = steady;
        this.watch = watch;
        this.isHopeless = isHopeless;
    }

    @Override
    public Step step() {
        if (isHopeless.get()) {
            return giveUp(Problem.lasting(FaultCode.EXHAUSTED, "given up, since another part cannot be read"));
        }
        if (!isPaid) {
            isPaid = true;
            Duration wait = pace.enter(expected, steady.instant());
            if (wait.isPositive()) return new Step.Rest(wait);
        }
        isPaid = false;
        return switch (side.scan().read(segment, after)) {
            case Looked.Unseen(Problem why) -> failed(why);
            case Looked.Seen(Scan.Page page) -> keep(page);
        };
    }

    private Step keep(Scan.Page page) {
        try {
            for (Scan.Row row : page.rows()) {
                Digest digest = side.replica().digest(row.key(), row.item());
                spill.add(KeyBytes.of(row.key()), digest);
            }
        } catch (IOException e) {
            return failed(Problem.lasting(FaultCode.EXHAUSTED, "cannot write to the temporary file: " + e));
        }
        failures = 0;
        items += page.rows().size();
        units += page.units();
        watch.read(side.replica().region(), page.rows().size());
        after = page.next();
        pace.correct(page.units() - expected);
        expected = page.units();
        return after.isEmpty() ? new Step.Over() : new Step.On();
    }

    private Step failed(Problem why) {
        failures++;
        if (!why.retryable()) isHopeless.set(true);
        if (!why.retryable() || failures >= tries) return giveUp(why);
        Duration own = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration asked = why.retryAfter().orElse(own);
        return new Step.Rest(asked.compareTo(own) > 0 ? asked : own);
    }

    private Step giveUp(Problem why) {
        problem = Optional.of(why);
        return new Step.Over();
    }

    Side side() {
        return side;
    }

    long items() {
        return items;
    }

    double units() {
        return units;
    }

    /** What is missing of the segment, if it could not be read to its end. */
    Optional<Report.Unread> unread() {
        return problem.map(why -> new Report.Unread(segment, after, why));
    }
}
