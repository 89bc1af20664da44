package dev.leeward.declared;

import dev.leeward.region.RegionName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table as it shall be, the same in each of its regions.
 *
 * @param attributes the types of all attributes that the key or an index uses, and of no others
 * @param stream whether changes are streamed, with both images
 * @param expiry the attribute that says when an item expires
 * @param pointInTimeRecovery whether the store keeps what is needed to go back to any second
 * @param deletionProtection whether the store refuses to delete the table
 * @param replicas its regions; never empty
 * @param alarms what has to have an alarm in every region
 */
public record DeclaredTable(
        String name,
        Key key,
        SortedMap<String, AttributeType> attributes,
        List<Index> indexes,
        Billing billing,
        boolean stream,
        Optional<String> expiry,
        boolean pointInTimeRecovery,
        boolean deletionProtection,
        SortedMap<String, String> tags,
        List<RegionName> replicas,
        Replication replication,
        Set<WatchedMetric> alarms) {
    /** A table that needs no alarms. */
    public DeclaredTable(
            String name,
            Key key,
            SortedMap<String, AttributeType> attributes,
            List<Index> indexes,
            Billing billing,
            boolean stream,
            Optional<String> expiry,
            boolean pointInTimeRecovery,
            boolean deletionProtection,
            SortedMap<String, String> tags,
            List<RegionName> replicas,
            Replication replication) {
        this(
                name,
                key,
                attributes,
                indexes,
                billing,
                stream,
                expiry,
                pointInTimeRecovery,
                deletionProtection,
                tags,
                replicas,
                replication,
                Set.of());
    }

    public DeclaredTable {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        indexes = List.copyOf(indexes);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        replicas = List.copyOf(replicas);
        alarms = Set.copyOf(alarms);
        if (replicas.isEmpty()) throw new IllegalArgumentException("a table needs a region: " + name);
    }

    /** A table without indexes in these regions, paid by request, with everything else off. */
    public static DeclaredTable plain(
            String name, Key key, Map<String, AttributeType> attributes, List<RegionName> replicas) {
        return new DeclaredTable(
                name,
                key,
                new TreeMap<>(attributes),
                List.of(),
                new Billing.OnDemand(),
                false,
                Optional.empty(),
                false,
                false,
                new TreeMap<>(),
                replicas,
                new Replication.None());
    }

    /** The same with items that expire. */
    public DeclaredTable expiringBy(String attribute) {
        return new DeclaredTable(
                name,
                key,
                attributes,
                indexes,
                billing,
                stream,
                Optional.of(attribute),
                pointInTimeRecovery,
                deletionProtection,
                tags,
                replicas,
                replication,
                alarms);
    }

    /** The same with alarms that it needs. */
    public DeclaredTable watchedBy(Set<WatchedMetric> needed) {
        return new DeclaredTable(
                name,
                key,
                attributes,
                indexes,
                billing,
                stream,
                expiry,
                pointInTimeRecovery,
                deletionProtection,
                tags,
                replicas,
                replication,
                needed);
    }

    /** The region that the table is made in first. */
    public RegionName first() {
        return replicas.getFirst();
    }

    /** The index of this name. */
    public Optional<Index> index(String wanted) {
        return indexes.stream().filter(index -> index.name().equals(wanted)).findFirst();
    }
}
