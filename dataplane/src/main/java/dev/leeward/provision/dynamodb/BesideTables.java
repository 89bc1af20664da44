package dev.leeward.provision.dynamodb;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication;
import dev.leeward.region.RegionName;
import dev.leeward.table.dynamodb.DynamoSidecar;
import dev.leeward.table.dynamodb.SideTables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Declares what Leeward's replication needs beside the tables it replicates, so that it needs no right to make tables. */
public final class BesideTables {
    private BesideTables() {}

    /** All tables of a declaration: those of applications, those beside them, and the health table. */
    public static List<DeclaredTable> all(Declaration declaration) {
        List<DeclaredTable> all = new ArrayList<>(declaration.tables());
        Set<RegionName> regions = new LinkedHashSet<>();
        for (DeclaredTable table : declaration.tables()) {
            if (!(table.replication() instanceof Replication.Leeward)) continue;
            all.add(sidecar(table));
            regions.addAll(table.replicas());
        }
        if (!regions.isEmpty()) all.add(notes(List.copyOf(regions)));
        declaration.health().ifPresent(all::add);
        return List.copyOf(all);
    }

    /** Whether a table of this name is one that Leeward makes for itself. */
    public static boolean isBeside(String name) {
        return name.equals(SideTables.NOTES) || name.endsWith(SideTables.sidecarOf(""));
    }

    private static DeclaredTable sidecar(DeclaredTable table) {
        Map<String, AttributeType> types = new TreeMap<>(table.attributes());
        types.keySet().retainAll(table.key().attributes());
        var plain = DeclaredTable.plain(SideTables.sidecarOf(table.name()), table.key(), types, table.replicas());
        return plain.expiringBy(DynamoSidecar.EXPIRES);
    }

    private static DeclaredTable notes(List<RegionName> regions) {
        var names = SideTables.NOTE_KEYS;
        Map<String, AttributeType> types = new TreeMap<>();
        types.put(names.partition(), AttributeType.S);
        names.sort().ifPresent(sort -> types.put(sort, AttributeType.S));
        return DeclaredTable.plain(SideTables.NOTES, new Key(names.partition(), names.sort()), types, regions);
    }
}
