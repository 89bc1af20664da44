package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;

/** One region of a replicated table: how its store is reached, and what replication goes by there. */
public record RegionStore(RegionName name, StoreAddress address, Terms terms) {}
