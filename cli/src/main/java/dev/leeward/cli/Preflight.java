package dev.leeward.cli;

import dev.leeward.config.Configuration;
import dev.leeward.steering.Finding;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks every target's provider what would make a run fail, without changing anything. */
@FunctionalInterface
interface Preflight {
    /** What was noticed at each target, in the order of the configuration, each within {@code limit}. */
    Map<TargetId, List<Finding>> look(Configuration configuration, Duration limit);
}
