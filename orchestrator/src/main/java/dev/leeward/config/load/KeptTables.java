package dev.leeward.config.load;

import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Draft.TableDraft;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.lag.KeptTable;
import java.util.List;

/** Which tables a service keeps its state in, and whether anything tells how far their replicas are behind each other. */
final class KeptTables {
    private KeptTables() {}

    /** Those it names; where it names none and is the only service, all that are kept alike in several regions. */
    static List<KeptTable> of(ServiceDraft service, Draft draft) {
        List<DeclaredTable> declared = draft.declaration()
                .map(d -> d.tables().stream().map(TableDraft::table).toList())
                .orElse(List.of());
        if (service.tables().isPresent()) {
            List<String> named = service.tables().get();
            return declared.stream()
                    .filter(table -> named.contains(table.name()))
                    .filter(KeptTables::canBeBehind)
                    .map(KeptTables::kept)
                    .toList();
        }
        if (draft.services().size() != 1) return List.of();
        return declared.stream()
                .filter(table -> !(table.replication() instanceof Replication.None))
                .filter(KeptTables::canBeBehind)
                .map(KeptTables::kept)
                .toList();
    }

    /** Of a strongly consistent table nothing that was written is missing anywhere. */
    private static boolean canBeBehind(DeclaredTable table) {
        return !(table.replication() instanceof Replication.GlobalTables global && global.isStrong());
    }

    private static KeptTable kept(DeclaredTable table) {
        return switch (table.replication()) {
            case Replication.Leeward _, Replication.GlobalTables _ ->
                KeptTable.measured(table.name(), table.replicas());
            case Replication.None _ -> unmeasured(table, "nobody replicates it");
        };
    }

    private static KeptTable unmeasured(DeclaredTable table, String why) {
        return KeptTable.unmeasured(table.name(), table.replicas(), why);
    }
}
