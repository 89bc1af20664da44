package dev.leeward.steering.route53;

import dev.leeward.region.RegionName;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.TargetId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A name in a hosted zone, and how it is steered.
 *
 * @param zoneId the hosted zone's id, with or without {@code /hostedzone/}
 * @param record the absolute name, with or without the last dot; a wildcard is written {@code *.example.com}
 * @param aliases the regions whose sets are aliases; empty when all hold addresses
 * @param ttl the everyday TTL, whole seconds
 * @param failoverTtl the TTL while traffic moves, not longer than {@code ttl}
 * @param endpoint another address of the API than Amazon's, for tests
 * @param credentials asked for at each call, so that they may change
 */
public record Route53Target(
        String zoneId,
        String record,
        Routing routing,
        Map<RegionName, AliasTarget> aliases,
        Duration ttl,
        Duration failoverTtl,
        Optional<URI> endpoint,
        AwsCredentialsProvider credentials) {
    private static final String ZONE_PREFIX = "/hostedzone/";

    public Route53Target {
        zoneId = zoneId.startsWith(ZONE_PREFIX) ? zoneId.substring(ZONE_PREFIX.length()) : zoneId;
        if (zoneId.isBlank()) throw new IllegalArgumentException("a hosted zone needs an id");
        record = RecordName.of(record).toString();
        aliases = Map.copyOf(aliases);
        if (!isTtl(ttl) || !isTtl(failoverTtl)) {
            throw new IllegalArgumentException("a TTL is 0 to 2147483647 whole seconds: " + ttl + ", " + failoverTtl);
        }
        if (failoverTtl.compareTo(ttl) > 0) {
            throw new IllegalArgumentException("the failover TTL " + failoverTtl + " is longer than the TTL " + ttl);
        }
    }

    /** What this target is called. */
    public TargetId id() {
        return new TargetId("route53:" + record);
    }

    RecordName name() {
        return RecordName.of(record);
    }

    Duration ttl(TtlChoice choice) {
        return switch (choice) {
            case STEADY -> ttl;
            case MOVING -> failoverTtl;
        };
    }

    private static boolean isTtl(Duration ttl) {
        return !ttl.isNegative() && ttl.getNano() == 0 && ttl.getSeconds() <= Integer.MAX_VALUE;
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return id() + " in zone " + zoneId;
    }
}
