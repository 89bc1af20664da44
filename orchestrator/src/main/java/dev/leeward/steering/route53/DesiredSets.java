package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.SteeringOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * The sets that shall stand once an order is carried out.
 *
 * <p>Only types that the active region has get sets: a weighted group in which every set weighs 0 would be answered all the
 * same, and a CNAME cannot stand beside addresses. So never are all weights 0, and no type answers for a region that is not
 * active.
 */
final class DesiredSets {
    private static final long ALL = 255;
    private static final long NOTHING = 0;

    private final Route53Target target;
    private final SteeringOrder order;
    private final Standing standing;

    private DesiredSets(Route53Target target, SteeringOrder order, Standing standing) {
        this.target = target;
        this.order = order;
        this.standing = standing;
    }

    static List<ResourceRecordSet> of(Route53Target target, SteeringOrder order, Standing standing) {
        return new DesiredSets(target, order, standing).all();
    }

    /** Why this target cannot do what the order wants, if it cannot, apart from what {@code SafetyRules} says. */
    static Optional<Problem> obstacle(Route53Target target, SteeringOrder order, Standing standing) {
        return Layout.misfit(target, standing).or(() -> new DesiredSets(target, order, standing).missing());
    }

    private Optional<Problem> missing() {
        for (var alias : target.aliases().entrySet()) {
            var known = order.endpoints().get(alias.getKey());
            if (known != null && !known.equals(alias.getValue().standsFor())) {
                return misconfigured("the alias of " + alias.getKey() + " stands for "
                        + alias.getValue().standsFor() + ", but the region has " + known);
            }
        }
        if (target.routing() instanceof Routing.Simple) return Optional.empty();
        for (RegionName region : order.endpoints().keySet()) {
            if (target.routing().identifier(region).isEmpty()) {
                return misconfigured("region " + region + " has no set identifier at " + target.record());
            }
        }
        if (target.routing() instanceof Routing.Failover) {
            for (ResourceRecordSet set : all()) {
                if (set.failover() == ResourceRecordSetFailover.PRIMARY && !Layout.isHealthChecked(set)) {
                    return misconfigured(target.record() + " " + set.typeAsString() + " " + set.setIdentifier()
                            + " has no health check, without which Route 53 refuses it as PRIMARY: attach one");
                }
            }
        }
        return Optional.empty();
    }

    private List<ResourceRecordSet> all() {
        var sets = new ArrayList<ResourceRecordSet>();
        for (RecordType type : order.desired().byType().keySet()) {
            if (target.routing() instanceof Routing.Simple) {
                sets.add(content(order.to(), type).build());
                continue;
            }
            order.endpoints().entrySet().stream()
                    .filter(region -> region.getValue().byType().containsKey(type))
                    .map(region -> member(region.getKey(), type))
                    .forEach(sets::add);
        }
        return sets;
    }

    /** A region's set in a group. */
    private ResourceRecordSet member(RegionName region, RecordType type) {
        boolean active = region.equals(order.to());
        String identifier = target.routing().identifier(region).orElse("");
        var set = content(region, type).setIdentifier(identifier);
        healthCheck(identifier, type).ifPresent(set::healthCheckId);
        if (target.routing() instanceof Routing.Failover) {
            return set.failover(active ? ResourceRecordSetFailover.PRIMARY : ResourceRecordSetFailover.SECONDARY)
                    .build();
        }
        return set.weight(active ? ALL : NOTHING).build();
    }

    private ResourceRecordSet.Builder content(RegionName region, RecordType type) {
        var set = ResourceRecordSet.builder().name(target.name().wire()).type(type.name());
        AliasTarget alias = target.aliases().get(region);
        if (alias != null) {
            return set.aliasTarget(to -> to.hostedZoneId(alias.zoneId())
                    .dnsName(RecordName.of(alias.dnsName()).wire())
                    .evaluateTargetHealth(alias.evaluateTargetHealth()));
        }
        var values = order.endpoints().get(region);
        if (values == null) throw new IllegalArgumentException("no endpoints for " + region);
        return set.ttl(target.ttl(order.ttl()).toSeconds())
                .resourceRecords(values.of(type).stream()
                        .map(value -> ResourceRecord.builder()
                                .value(type == RecordType.CNAME ? value + "." : value)
                                .build())
                        .toList());
    }

    /** The health check of the region's set: it belongs to whoever made it and stays through every move. */
    private Optional<String> healthCheck(String identifier, RecordType type) {
        return standing.traffic().stream()
                .filter(set -> identifier.equals(set.setIdentifier()) && set.healthCheckId() != null)
                // A type that was gone while another region was active comes back with the check of its sibling.
                .min((a, b) -> Boolean.compare(Standing.type(a) != type, Standing.type(b) != type))
                .map(ResourceRecordSet::healthCheckId);
    }

    private static Optional<Problem> misconfigured(String sentence) {
        return Optional.of(Problem.lasting(FaultCode.MISCONFIGURED, sentence));
    }
}
