package dev.leeward.steering.route53;

import java.util.Locale;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** How Route 53 chooses a set, as the set itself says. */
enum RoutingKind {
    SIMPLE,
    WEIGHTED,
    FAILOVER,
    /** Latency, geography, CIDR, several values, or a traffic policy: none that could be steered by us. */
    OTHER;

    static RoutingKind of(ResourceRecordSet set) {
        if (set.trafficPolicyInstanceId() != null) return OTHER;
        if (set.weight() != null) return WEIGHTED;
        if (set.failover() != null) return FAILOVER;
        return set.setIdentifier() == null ? SIMPLE : OTHER;
    }

    static RoutingKind of(Routing routing) {
        return switch (routing) {
            case Routing.Simple simple -> SIMPLE;
            case Routing.Weighted weighted -> WEIGHTED;
            case Routing.Failover failover -> FAILOVER;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
