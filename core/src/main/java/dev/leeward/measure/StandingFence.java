package dev.leeward.measure;

import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;

/** A fence that stands, or may stand, for all that is known. */
public record StandingFence(MeasureId measure, RegionName region, Epoch epoch) {
    /** Whether it is the fence of {@code which} around {@code where}. */
    public boolean is(MeasureId which, RegionName where) {
        return measure.equals(which) && region.equals(where);
    }
}
