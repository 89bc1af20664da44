package dev.leeward.steering.route53;

import dev.leeward.region.RegionName;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * How the name's record sets are laid out, and so what moving traffic means. Every variant here changes records, which
 * needs Route 53's control plane. A switch in the data plane (sets laid out beforehand, toggled through a health check) would
 * be one more variant with a {@link #dependsOn} of its own: everything that asks about the layout switches over this type.
 */
public sealed interface Routing {
    /** What must work for traffic to be moved this way, for a person; empty when nothing outside the regions must. */
    default Optional<String> dependsOn() {
        return Optional.of(
                "moving traffic changes records, and Route 53 takes changes in us-east-1 only: while that region"
                        + " is down the name keeps its answers (the name servers work on) but cannot be moved. Do not rely on it"
                        + " alone for a service that leaves us-east-1");
    }

    /** The SetIdentifier of a region's sets, where sets have one. */
    default Optional<String> identifier(RegionName region) {
        return Optional.ofNullable(identifiers().get(region));
    }

    /** The SetIdentifiers by region; empty for simple routing. */
    Map<RegionName, String> identifiers();

    /** One set per type, replaced as a whole. */
    record Simple() implements Routing {
        @Override
        public Map<RegionName, String> identifiers() {
            return Map.of();
        }
    }

    /** One set per region and type; the active region's weighs 255, all others 0. */
    record Weighted(Map<RegionName, String> identifiers) implements Routing {
        public Weighted {
            identifiers = distinct(identifiers);
        }
    }

    /**
     * Two regions: the active one's set is PRIMARY, the other's SECONDARY. Route 53 answers the SECONDARY by itself while
     * the PRIMARY's health check fails; moving traffic swaps the roles, so that it stays where it is once the check recovers.
     */
    record Failover(Map<RegionName, String> identifiers) implements Routing {
        public Failover {
            identifiers = distinct(identifiers);
            if (identifiers.size() != 2) {
                throw new IllegalArgumentException(
                        "failover routing is between two regions, not " + identifiers.size());
            }
        }
    }

    private static Map<RegionName, String> distinct(Map<RegionName, String> identifiers) {
        if (identifiers.size() != new HashSet<>(identifiers.values()).size()) {
            throw new IllegalArgumentException("two regions with the same set identifier: " + identifiers);
        }
        // ChangeResourceRecordSets, SetIdentifier: 1 to 128 characters.
        identifiers.values().stream()
                .filter(id -> id.isBlank() || id.length() > 128)
                .findAny()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("a set identifier has 1 to 128 characters: '" + id + "'");
                });
        return Map.copyOf(identifiers);
    }
}
