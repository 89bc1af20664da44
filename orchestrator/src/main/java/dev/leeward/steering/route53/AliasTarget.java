package dev.leeward.steering.route53;

import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;

/**
 * What a region's sets point at instead of holding addresses of their own.
 *
 * @param zoneId the zone of the target: that of the load balancer's kind and region, or the name's own zone
 * @param dnsName the target's name
 * @param evaluateTargetHealth whether Route 53 looks at the target's health
 * @param standsFor the region's endpoints, which is what a name server answers for the alias; their types are the alias'
 *     types. An alias has no TTL of its own, and there is no alias of type CNAME here: it would add nothing
 */
public record AliasTarget(String zoneId, String dnsName, boolean evaluateTargetHealth, Endpoints standsFor) {
    public AliasTarget {
        dnsName = RecordName.of(dnsName).toString();
        if (standsFor.byType().containsKey(RecordType.CNAME)) {
            throw new IllegalArgumentException("an alias stands for addresses, not for a CNAME");
        }
    }
}
