package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Reconciler.Progress;
import dev.leeward.replication.Watch;
import dev.leeward.stream.Gap;

/** Is told what people should know about. Must not block; may be told the same again. */
public interface Reports extends Watch {
    /** This process begins or ceases to do the work. */
    void active(boolean isActive);

    /** Records of a region's stream are lost; what they told of is looked for in its table. */
    void gap(RegionName region, Gap gap);

    /** How far the regions have been gone through for what no stream tells of. Told while it goes on, and at its end. */
    default void progress(Progress progress) {}

    @Override
    default void stuck(RegionName region, ItemKey key, Problem problem, boolean isAside) {
        problem(region, problem);
    }

    /** Something goes wrong and is tried again. */
    void problem(RegionName region, Problem problem);
}
