package dev.leeward.provision;

import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What shall scale the units of a table and its indexes, which share the bounds of the table. */
final class Scaling {
    private Scaling() {}

    /** What is declared to be scaled. */
    static SortedMap<ScaledUnits, ScalingBounds> wanted(DeclaredTable declared) {
        var wanted = new TreeMap<ScaledUnits, ScalingBounds>();
        if (!(declared.billing() instanceof Billing.Provisioned(Capacity read, Capacity write))) return wanted;
        add(wanted, Optional.empty(), read, write);
        for (Index index : declared.indexes()) add(wanted, Optional.of(index.name()), read, write);
        return wanted;
    }

    private static void add(
            SortedMap<ScaledUnits, ScalingBounds> wanted, Optional<String> index, Capacity read, Capacity write) {
        if (read.scales()) wanted.put(new ScaledUnits(index, false), ScalingBounds.of(read));
        if (write.scales()) wanted.put(new ScaledUnits(index, true), ScalingBounds.of(write));
    }

    /** The units that are scaled otherwise than declared; none where the store scales nothing. */
    static SortedSet<ScaledUnits> differing(DeclaredTable declared, ObservedTable found) {
        var differing = new TreeSet<ScaledUnits>();
        if (found.scaling().isEmpty()) return differing;
        var wanted = wanted(declared);
        var there = found.scaling().get();
        differing.addAll(wanted.keySet());
        differing.addAll(there.keySet());
        differing.removeIf(
                units -> Optional.ofNullable(wanted.get(units)).equals(Optional.ofNullable(there.get(units))));
        // Of an index that goes, what scales it goes, too.
        differing.removeIf(units ->
                units.index().isPresent() && declared.index(units.index().get()).isEmpty());
        return differing;
    }

    static boolean stands(ScaledUnits units, Optional<ScalingBounds> bounds, ObservedTable found) {
        return found.scaling()
                .filter(there -> Optional.ofNullable(there.get(units)).equals(bounds))
                .isPresent();
    }

    /** The same for people. */
    static String text(SortedSet<ScaledUnits> units, SortedMap<ScaledUnits, ScalingBounds> all) {
        return String.join(
                ", ",
                units.stream()
                        .map(each -> each.words() + " "
                                + Optional.ofNullable(all.get(each))
                                        .map(ScalingBounds::words)
                                        .orElse("not scaled"))
                        .toList());
    }
}
