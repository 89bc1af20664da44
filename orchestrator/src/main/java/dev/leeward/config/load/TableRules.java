package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.load.Draft.StoreDraft;
import dev.leeward.config.load.Draft.TableDraft;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.declared.Replication.GlobalTables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What tables in several regions need. */
final class TableRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "stores-are-apart",
                    "what is replicated to the place it comes from is not in two regions",
                    TableRules::storesAreApart),
            new Rule(
                    "replication-is-said",
                    "replicas that nobody keeps alike drift apart from the first write",
                    each(TableRules::replicationIsSaid)),
            new Rule(
                    "replication-has-two-ends",
                    "there is nothing to keep alike in one region",
                    each(TableRules::replicationHasTwoEnds)),
            new Rule(
                    "replicas-have-a-stream",
                    "replicas are kept alike by reading the stream of changes",
                    each(TableRules::replicasHaveAStream)),
            new Rule(
                    "strong-consistency-has-three-regions",
                    "DynamoDB offers it over three regions, of which one may be a witness",
                    each(TableRules::strongHasThreeRegions)),
            new Rule(
                    "strong-consistency-has-no-ttl",
                    "DynamoDB does not delete expired items of strongly consistent global tables",
                    each(TableRules::strongHasNoExpiry)),
            new Rule(
                    "global-tables-are-amazons",
                    "few compatible stores have global tables, and some say yes and do nothing",
                    TableRules::globalTablesAreAmazons));

    private static final int STRONG_REGIONS = 3;

    private TableRules() {}

    private static void storesAreApart(Draft draft, Consumer<Objection> objections) {
        List<StoreDraft> seen = new ArrayList<>();
        for (StoreDraft each : draft.declaration().map(d -> d.stores()).orElse(List.of())) {
            var store = each.store();
            seen.stream()
                    .filter(other -> other.store().awsRegion().equals(store.awsRegion())
                            && other.store().endpoint().equals(store.endpoint())
                            && other.store().accessKey().equals(store.accessKey()))
                    .findFirst()
                    .ifPresent(other -> objections.accept(error(
                            each.path(),
                            List.of(each.path(), other.path()),
                            "is the same store as that of " + other.store().region(),
                            "give it another aws-region or endpoint")));
            seen.add(each);
        }
    }

    private static void replicationIsSaid(TableDraft draft, Consumer<Objection> objections) {
        if (draft.saysReplication() || draft.table().replicas().size() < 2) return;
        objections.accept(error(
                draft.path(),
                List.of(draft.path() + ".replicas", draft.path() + ".replication"),
                "has " + draft.table().replicas().size() + " replicas, and nothing says who keeps them alike",
                "add replication: leeward, global-tables or none"));
    }

    private static void replicationHasTwoEnds(TableDraft draft, Consumer<Objection> objections) {
        boolean alone = draft.table().replicas().size() == 1;
        if (!alone || draft.table().replication() instanceof Replication.None) return;
        objections.accept(error(
                draft.path() + ".replication",
                List.of(draft.path() + ".replicas", "data.stores"),
                "the table is in one region only",
                "add another region to replicas, or remove this"));
    }

    private static void replicasHaveAStream(TableDraft draft, Consumer<Objection> objections) {
        if (draft.table().stream() || draft.table().replication() instanceof Replication.None) return;
        objections.accept(error(
                draft.path() + ".stream",
                List.of(draft.path() + ".stream"),
                "replication cannot work without the stream",
                "remove this line"));
    }

    private static void strongHasThreeRegions(TableDraft draft, Consumer<Objection> objections) {
        if (!(draft.table().replication() instanceof GlobalTables(boolean isStrong, var witness)) || !isStrong) return;
        int regions = draft.table().replicas().size() + (witness.isPresent() ? 1 : 0);
        if (regions == STRONG_REGIONS) return;
        objections.accept(error(
                draft.path() + ".consistency",
                List.of(draft.path() + ".replicas", draft.path() + ".witness", "data.stores"),
                "strong consistency needs exactly three regions; there " + (regions == 1 ? "is 1" : "are " + regions),
                "list three replicas, or two and witness: with another AWS region"));
    }

    private static void strongHasNoExpiry(TableDraft draft, Consumer<Objection> objections) {
        DeclaredTable table = draft.table();
        if (!(table.replication() instanceof GlobalTables(boolean isStrong, var _)) || !isStrong) return;
        if (table.expiry().isEmpty()) return;
        objections.accept(error(
                draft.path() + ".ttl",
                List.of(draft.path() + ".ttl"),
                "strong consistency and TTL exclude each other",
                "remove one of them"));
    }

    private static void globalTablesAreAmazons(Draft draft, Consumer<Objection> objections) {
        var stores = draft.declaration().map(d -> d.declaration().stores()).orElse(List.of());
        each((table, to) -> {
                    if (!(table.table().replication() instanceof GlobalTables)) return;
                    stores.stream()
                            .filter(store -> store.endpoint().isPresent())
                            .filter(store -> table.table().replicas().contains(store.region()))
                            .findFirst()
                            .ifPresent(store -> to.accept(warning(
                                    table.path() + ".replication",
                                    List.of(table.path() + ".replication"),
                                    "the store of " + store.region() + " has an endpoint of its own, and may have no"
                                            + " global tables",
                                    "use replication: leeward where it has none")));
                })
                .at(draft, objections);
    }

    private static Rule.Look each(BiConsumer<TableDraft, Consumer<Objection>> look) {
        return (draft, objections) ->
                draft.declaration().ifPresent(d -> d.tables().forEach(table -> look.accept(table, objections)));
    }
}
