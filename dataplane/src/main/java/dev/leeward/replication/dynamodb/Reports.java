package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Watch;
import dev.leeward.stream.Gap;

/** Is told what people should know about. Must not block; may be told the same again. */
public interface Reports extends Watch {
    /** This process begins or ceases to do the work. */
    void active(boolean isActive);

    /** Changes of a region may be missing in the others for good. */
    void gap(RegionName region, Gap gap);

    /** Something goes wrong and is tried again. */
    void problem(RegionName region, Problem problem);
}
