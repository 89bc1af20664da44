package dev.leeward.config;

import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;

/**
 * An agent that is expected to report.
 *
 * @param name within its region
 * @param token by which it is known: it speaks for this service and region only
 */
public record AgentSettings(ServiceName service, RegionName region, String name, Secret token) {}
