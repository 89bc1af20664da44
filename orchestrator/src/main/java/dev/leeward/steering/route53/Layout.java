package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RecordType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Whether what stands at a name is laid out as the configuration says. */
final class Layout {
    private Layout() {}

    /** Why a batch built for this layout would be wrong where {@code standing} stands, if it would. */
    static Optional<Problem> misfit(Route53Target target, Standing standing) {
        RoutingKind wanted = RoutingKind.of(target.routing());
        for (ResourceRecordSet set : standing.traffic()) {
            String what = target.record() + " " + set.typeAsString();
            if (RoutingKind.of(set) != wanted) {
                return Optional.of(Problem.lasting(
                        FaultCode.MISCONFIGURED,
                        "%s has %s routing, the configuration says %s: make them agree"
                                .formatted(what, RoutingKind.of(set), wanted)));
            }
            if (set.setIdentifier() != null && !target.routing().identifiers().containsValue(set.setIdentifier())) {
                return Optional.of(Problem.lasting(
                        FaultCode.FOREIGN,
                        "%s has a set '%s' that belongs to no region: name it in the configuration or take it away"
                                .formatted(what, set.setIdentifier())));
            }
        }
        return Optional.empty();
    }

    static boolean isHealthChecked(ResourceRecordSet set) {
        return set.healthCheckId() != null
                || (set.aliasTarget() != null && set.aliasTarget().evaluateTargetHealth());
    }

    /** Whether both say the same, however their values are spelt and ordered. */
    static boolean isSame(ResourceRecordSet a, ResourceRecordSet b) {
        return spelt(a).equals(spelt(b)) && values(a).equals(values(b));
    }

    /** What a set says, without its values and with one spelling for its names. */
    private static ResourceRecordSet spelt(ResourceRecordSet set) {
        return set.copy(copy -> {
            copy.name(RecordName.of(set.name()).wire()).resourceRecords(List.of());
            if (set.aliasTarget() != null) {
                copy.aliasTarget(set.aliasTarget()
                        .copy(to -> to.dnsName(
                                RecordName.of(set.aliasTarget().dnsName()).wire())));
            }
        });
    }

    private static Set<String> values(ResourceRecordSet set) {
        RecordType type = Standing.type(set);
        return set.resourceRecords().stream()
                .map(record -> RecordValues.canonical(type, record.value()))
                .collect(Collectors.toSet());
    }
}
