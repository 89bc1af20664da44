package dev.leeward.decision;

import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a person orders. Orders beat automation, and obey the safety rules. */
public sealed interface Order {
    /** Which service. */
    ServiceName service();

    /** Who, as authenticated; for the journal. */
    String by();

    /**
     * Move traffic.
     *
     * @param kind FAILOVER, SWITCHOVER or FAILBACK
     * @param to where to; empty: the best ready region (home for a failback)
     * @param force rules to override, each {@link Rule#overridable()}
     */
    record Move(ServiceName service, String by, RunKind kind, Optional<RegionName> to, Set<Rule> force, String why)
            implements Order {
        public Move {
            force = Collections.unmodifiableSet(new TreeSet<>(force));
            if (!kind.movesTraffic()) throw new IllegalArgumentException("nobody orders a " + kind + " run");
        }
    }

    /** Approve the proposal that stands. */
    record Approve(ServiceName service, String by) implements Order {}

    /** Say what becomes of a run that waits for a person: whether it goes on without the step it could not do, or ends. */
    record Proceed(ServiceName service, String by, boolean goOn) implements Order {}

    /** Take down the fences that Leeward keeps around {@code region}, wherever the traffic is. */
    record Release(ServiceName service, String by, RegionName region, String why) implements Order {}

    /** Stop automatic effects for at most {@code length}. */
    record Pause(ServiceName service, String by, Duration length, String why) implements Order {}

    /** End the pause. */
    record Resume(ServiceName service, String by) implements Order {}

    /** Bring in what was done while the shared journal could not be reached. */
    record BringIn(ServiceName service, String by, OfflineRecord offline) implements Order {}
}
