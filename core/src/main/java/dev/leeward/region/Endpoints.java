package dev.leeward.region;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a region takes traffic: for each record type the set of values a name must answer while that region is active.
 * Values are canonical: addresses in their shortest text form, CNAME targets in lower case without the trailing dot.
 * Never empty, and a CNAME stands alone (RFC 1034, section 3.6.2).
 */
public record Endpoints(SortedMap<RecordType, SortedSet<String>> byType) {
    public Endpoints {
        var copy = new TreeMap<RecordType, SortedSet<String>>();
        byType.forEach((type, values) -> {
            if (values.isEmpty()) throw new IllegalArgumentException("no value for " + type);
            copy.put(type, Collections.unmodifiableSortedSet(new TreeSet<>(values)));
        });
        if (copy.isEmpty()) throw new IllegalArgumentException("endpoints are never empty");
        if (copy.containsKey(RecordType.CNAME)
                && (copy.size() > 1 || copy.get(RecordType.CNAME).size() > 1)) {
            throw new IllegalArgumentException("a CNAME stands alone: " + copy);
        }
        byType = Collections.unmodifiableSortedMap(copy);
    }

    /** Endpoints of one type. */
    public static Endpoints of(RecordType type, String... values) {
        return new Endpoints(new TreeMap<>(Map.of(type, new TreeSet<>(List.of(values)))));
    }

    /** The values of {@code type}, empty when this region has none. */
    public SortedSet<String> of(RecordType type) {
        return byType.getOrDefault(type, Collections.emptySortedSet());
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        byType.forEach((type, values) ->
                text.append(text.isEmpty() ? "" : " ").append(type).append(' ').append(String.join(",", values)));
        return text.toString();
    }
}
