package dev.leeward.emulator.route53;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One resource record set.
 *
 * @param name canonical, see {@link DomainNames}
 * @param healthCheck the id of the health check attached, if one is
 */
public record RecordSet(String name, String type, Policy policy, Content content, Optional<String> healthCheck) {
    public RecordSet {
        name = DomainNames.canonical(name);
    }

    /** A set with simple routing and no health check. */
    public static RecordSet simple(String name, String type, long ttl, String... values) {
        return new RecordSet(name, type, new Simple(), Plain.of(ttl, values), Optional.empty());
    }

    /** A set with weighted routing and no health check. */
    public static RecordSet weighted(String name, String type, String id, int weight, long ttl, String... values) {
        return new RecordSet(name, type, new Weighted(id, weight), Plain.of(ttl, values), Optional.empty());
    }

    /** A set with failover routing; {@code role} is PRIMARY or SECONDARY. */
    public static RecordSet failover(
            String name, String type, String id, String role, String healthCheck, long ttl, String... values) {
        return new RecordSet(name, type, new Failover(id, role), Plain.of(ttl, values), Optional.of(healthCheck));
    }

    /** How Route 53 chooses among the sets of one name and type. */
    public sealed interface Policy {
        /** The SetIdentifier, empty for simple routing only. */
        default String identifier() {
            return "";
        }
    }

    /** The only set of its name and type. */
    public record Simple() implements Policy {}

    /** Answered in proportion to the weight, 0 to 255. */
    public record Weighted(String identifier, int weight) implements Policy {}

    /** PRIMARY or SECONDARY. */
    public record Failover(String identifier, String role) implements Policy {}

    /** The policies that nothing here looks into: latency, geography, several values. */
    public record Other(String identifier, String element, String value) implements Policy {}

    /** What is answered. */
    public sealed interface Content {}

    /** Values of its own, which are a set: their order means nothing. */
    public record Plain(long ttl, Set<String> values) implements Content {
        public Plain {
            values = Set.copyOf(values);
        }

        static Plain of(long ttl, String... values) {
            return new Plain(ttl, Set.copyOf(List.of(values)));
        }

        /** The values in an order that stays the same. */
        public Set<String> ordered() {
            return new TreeSet<>(values);
        }
    }

    /** Whatever another name answers; has no TTL of its own. */
    public record Alias(String zone, String name, boolean evaluateTargetHealth) implements Content {
        public Alias {
            name = DomainNames.canonical(name);
        }
    }

    /** What makes a set the same set. */
    record Key(String name, String type, String identifier) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = DomainNames.ORDER.compare(name, other.name);
            if (order == 0) order = type.compareTo(other.type);
            return order != 0 ? order : identifier.compareTo(other.identifier);
        }

        /** As Route 53 names it in its messages. */
        @Override
        public String toString() {
            String id = identifier.isEmpty() ? "" : ", set-identifier='" + identifier + "'";
            return "[name='" + name + "', type='" + type + "'" + id + "]";
        }
    }

    Key key() {
        return new Key(name, type, policy.identifier());
    }
}
