package dev.leeward.steering.rfc2136;

import dev.leeward.region.RecordType;
import dev.leeward.steering.SteeringOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/** Tells people what an update will do. */
final class Changes {
    private Changes() {}

    /** A line for each type of record, and one for the epoch. */
    static List<String> of(Rfc2136Target target, Standing standing, SteeringOrder order) {
        var lines = new ArrayList<String>();
        long ttl = target.ttl(order.ttl()).toSeconds();
        for (RecordType type : RecordType.values()) {
            SortedSet<String> before = standing.values().getOrDefault(type, Collections.emptySortedSet());
            SortedSet<String> after = order.desired().of(type);
            if (before.isEmpty() && after.isEmpty()) continue;
            lines.add("%s %s: %s -> %s".formatted(target.name(), type, shown(before, ""), shown(after, " TTL " + ttl)));
        }
        lines.add("%s TXT: epoch %s -> %s".formatted(target.epochName(), standing.epoch(), order.epoch()));
        return lines;
    }

    private static String shown(SortedSet<String> values, String suffix) {
        return values.isEmpty() ? "none" : String.join(", ", values) + suffix;
    }
}
