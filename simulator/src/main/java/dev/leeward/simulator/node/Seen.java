package dev.leeward.simulator.node;

import dev.leeward.probe.Observation;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.Optional;

/**
 * A look that is over.
 *
 * @param startedAt in true time
 * @param of the region it looked at, empty for a reference
 * @param observation by the clock of whoever looked
 */
record Seen(Instant startedAt, Optional<RegionName> of, Observation observation) {}
