package dev.leeward.steering.linode;

import java.time.Duration;

/**
 * A domain as Linode has it.
 *
 * @param ttlSec the default TTL of its records and its negative TTL; 0 means a day
 */
record DnsDomain(long id, String name, String type, String status, int ttlSec) {
    private static final Duration DEFAULT_TTL = Duration.ofDays(1);

    /** For how long resolvers keep "no such name", and records without a TTL of their own. */
    Duration defaultTtl() {
        return ttlSec == 0 ? DEFAULT_TTL : Duration.ofSeconds(ttlSec);
    }
}
