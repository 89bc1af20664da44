package dev.leeward.provision;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.provision.Difference.Aspect;
import dev.leeward.provision.ObservedTable.ObservedIndex;
import dev.leeward.provision.ObservedTable.Units;
import dev.leeward.region.RegionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares a table as declared with the one that stands in one region. */
final class Comparison {
    private Comparison() {}

    /** All that is different, the most fundamental first. Members of a global table are compared elsewhere. */
    static List<Difference> of(DeclaredTable declared, RegionName region, ObservedTable found) {
        List<Difference> differences = new ArrayList<>();
        var note = new Note(declared.name(), region, differences);
        if (!sameKey(declared, found)) {
            note.add(Aspect.KEY, text(declared.key(), declared.attributes()), text(found.key(), found.attributes()));
        }
        for (String index : indexNames(declared, found)) {
            if (!sameIndex(declared, found, index)) {
                note.add(
                        Aspect.INDEXES,
                        declared.index(index).map(Comparison::text).orElse("no " + index),
                        found.index(index).map(each -> text(each.index())).orElse("no " + index));
            }
        }
        if (!fits(declared.billing(), found)) note.add(Aspect.BILLING, text(declared.billing()), units(found));
        var scaled = Scaling.differing(declared, found);
        if (!scaled.isEmpty()) {
            note.add(
                    Aspect.SCALING,
                    Scaling.text(scaled, Scaling.wanted(declared)),
                    Scaling.text(scaled, found.scaling().orElse(new TreeMap<>())));
        }
        if (!streams(declared).equals(found.stream())) {
            note.add(
                    Aspect.STREAM,
                    streams(declared).orElse("off"),
                    found.stream().orElse("off"));
        }
        if (!declared.expiry().equals(found.expiry().attribute())) {
            note.add(
                    Aspect.TTL,
                    declared.expiry().orElse("none"),
                    found.expiry().attribute().orElse("none"));
        }
        if (declared.pointInTimeRecovery() != found.recovery().orElse(false)) {
            note.add(
                    Aspect.POINT_IN_TIME_RECOVERY,
                    onOff(declared.pointInTimeRecovery()),
                    found.recovery().map(Comparison::onOff).orElse("a store that has none"));
        }
        if (declared.deletionProtection() != found.deletionProtection()) {
            note.add(
                    Aspect.DELETION_PROTECTION,
                    onOff(declared.deletionProtection()),
                    onOff(found.deletionProtection()));
        }
        SortedMap<String, String> missing = missingTags(declared, found);
        if (!missing.isEmpty()) {
            note.add(
                    Aspect.TAGS,
                    missing.toString(),
                    found.tags().map(Object::toString).orElse("none"));
        }
        return List.copyOf(differences);
    }

    private record Note(String table, RegionName region, List<Difference> into) {
        void add(Aspect aspect, String declared, String found) {
            into.add(new Difference(table, region, aspect, declared, found));
        }
    }

    static boolean sameKey(DeclaredTable declared, ObservedTable found) {
        return declared.key().equals(found.key())
                && sameTypes(declared.key(), declared.attributes(), found.attributes());
    }

    /** Whether an index stands as declared, or is on neither side. */
    static boolean sameIndex(DeclaredTable declared, ObservedTable found, String name) {
        Optional<Index> wanted = declared.index(name);
        Optional<Index> there = found.index(name).map(ObservedIndex::index);
        return wanted.equals(there)
                && wanted.map(index -> sameTypes(index.key(), declared.attributes(), found.attributes()))
                        .orElse(true);
    }

    private static boolean sameTypes(Key key, Map<String, AttributeType> left, Map<String, AttributeType> right) {
        return key.attributes().stream()
                .allMatch(attribute -> left.get(attribute) != null && left.get(attribute) == right.get(attribute));
    }

    static List<String> indexNames(DeclaredTable declared, ObservedTable found) {
        List<String> names =
                new ArrayList<>(declared.indexes().stream().map(Index::name).toList());
        found.indexes().stream()
                .map(each -> each.index().name())
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names;
    }

    /** Capacity that something scales may stand anywhere between its bounds. */
    static boolean fits(Billing billing, ObservedTable found) {
        return fits(billing, found.capacity())
                && found.indexes().stream().allMatch(each -> fits(billing, each.capacity()));
    }

    /** The same for the units of the table or of one index; empty: paid by request. */
    static boolean fits(Billing billing, Optional<Units> found) {
        return switch (billing) {
            case Billing.OnDemand _ -> found.isEmpty();
            case Billing.Provisioned(Capacity read, Capacity write) ->
                found.filter(units -> fits(read, units.read()) && fits(write, units.write()))
                        .isPresent();
        };
    }

    private static boolean fits(Capacity capacity, long units) {
        return units >= capacity.least() && units <= capacity.most();
    }

    static Optional<String> streams(DeclaredTable declared) {
        return declared.stream() ? Optional.of(ObservedTable.BOTH_IMAGES) : Optional.empty();
    }

    /** Declared tags that are missing or have another value, in a store that knows tags. */
    static SortedMap<String, String> missingTags(DeclaredTable declared, ObservedTable found) {
        var missing = new TreeMap<String, String>();
        found.tags()
                .ifPresent(there -> declared.tags().forEach((tag, value) -> {
                    if (!value.equals(there.get(tag))) missing.put(tag, value);
                }));
        return missing;
    }

    static String text(Key key, Map<String, AttributeType> attributes) {
        return String.join(
                " + ",
                key.attributes().stream()
                        .map(attribute -> attribute + " (" + attributes.get(attribute) + ")")
                        .toList());
    }

    private static String text(Index index) {
        String projection = switch (index.projection()) {
            case Index.Projection.All _ -> "all";
            case Index.Projection.KeysOnly _ -> "keys only";
            case Index.Projection.Include include -> String.join(", ", include.attributes());
        };
        return index.name() + " on " + index.key() + " with " + projection;
    }

    static String text(Billing billing) {
        return switch (billing) {
            case Billing.OnDemand _ -> "on demand";
            case Billing.Provisioned(Capacity read, Capacity write) -> text(read) + " read, " + text(write) + " write";
        };
    }

    private static String text(Capacity capacity) {
        return capacity.scales() ? capacity.least() + " to " + capacity.most() : "" + capacity.least();
    }

    private static String units(ObservedTable found) {
        String table = found.capacity().map(Comparison::text).orElse("on demand");
        List<String> others = found.indexes().stream()
                .filter(each -> !each.capacity().equals(found.capacity()))
                .map(each -> each.capacity().map(Comparison::text).orElse("on demand") + " of "
                        + each.index().name())
                .toList();
        return others.isEmpty() ? table : table + "; " + String.join("; ", others);
    }

    private static String text(Units units) {
        return units.read() + " read, " + units.write() + " write";
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
