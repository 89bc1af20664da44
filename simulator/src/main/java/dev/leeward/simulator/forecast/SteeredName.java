package dev.leeward.simulator.forecast;

import dev.leeward.simulator.world.Publishing;
import dev.leeward.steering.TargetId;
import java.time.Duration;

/**
 * What users reach the service by. All names of a service get the same share of its users.
 *
 * @param ttl how long resolvers may keep its everyday answer; zero: nobody caches it
 * @param failoverTtl the same for the answer of a move that has not settled
 * @param publishing from an accepted change until all name servers answer it
 */
public record SteeredName(TargetId target, Duration ttl, Duration failoverTtl, Publishing publishing) {}
