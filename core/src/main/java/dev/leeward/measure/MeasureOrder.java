package dev.leeward.measure;

import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;

/**
 * What a run wants of a measure.
 *
 * @param way whether it is to be taken or taken back
 * @param region where
 * @param from the region that traffic leaves
 * @param to the region that takes over
 * @param epoch of the run that orders it
 * @param operation the same for every attempt, another for everything else
 */
public record MeasureOrder(
        ServiceName service,
        MeasureId measure,
        Measure.Kind kind,
        Way way,
        RegionName region,
        RegionName from,
        RegionName to,
        Epoch epoch,
        String operation) {
    /** The two things that can be wanted of a measure, in the order in which a run may want them. */
    public enum Way {
        TAKE,
        TAKE_BACK
    }

    /** Whom it overtakes, and who overtakes it. */
    public Rank rank() {
        return new Rank(epoch, way);
    }
}
