package dev.leeward.node;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.leadership.Term;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;

/** A performer that changes nothing unless this node surely leads when the call begins (S3). */
record GuardedPerformer(Performer performer, Term term) implements Performer {
    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        if (term.remaining().isPositive()) return performer.perform(order, limit);
        return new Outcome.Untouched(Problem.passing(
                FaultCode.UNAVAILABLE, order.measure() + ": nothing was done, since this node may not lead any more"));
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return performer.preflight(limit);
    }

    /** Nothing: it belongs to whoever made it. */
    @Override
    public void close() {
        // See above.
    }
}
