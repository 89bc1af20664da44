package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.Replication.GlobalTables;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.lag.KeptTable;
import dev.leeward.progress.cloudwatch.ReplicationLatencies;
import dev.leeward.progress.dynamodb.DynamoProgressNotes;
import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads in each region what was left there about how far replication is: one thread for each region, so that one that hangs
 * holds up no other, and every call with a deadline.
 */
final class LinkWatch implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RecentLinks links;
    private final InstantSource clock;
    private Optional<Plan> running = Optional.empty();
    private Parts parts = new Parts();

    /** What follows from a configuration. */
    private record Plan(List<KeptTable> tables, Optional<Declaration> declaration) {}

    /** Reads nothing yet. */
    LinkWatch(RecentLinks links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /** Takes over another configuration; what was learnt stays, where nothing of it concerns data. */
    synchronized void configured(Configuration configuration) {
        List<KeptTable> tables = configuration.topology().services().stream()
                .flatMap(service -> service.tables().stream())
                .filter(table -> table.unmeasured().isEmpty())
                .distinct()
                .toList();
        var plan = new Plan(tables, configuration.declaration());
        if (running.filter(plan::equals).isPresent()) return;
        running = Optional.of(plan);
        parts.close();
        parts = new Parts();
        var perRegion = new TreeMap<RegionName, List<KeptTable>>();
        for (KeptTable table : tables) {
            for (RegionName to : table.replicas())
                perRegion.computeIfAbsent(to, _ -> new ArrayList<>()).add(table);
        }
        links.forget();
        perRegion.forEach((region, kept) -> configuration
                .declaration()
                .flatMap(declaration -> declaration.store(region))
                .ifPresent(store -> {
                    configuration.declaration().ifPresent(declaration -> begin(store, kept, declaration));
                }));
    }

    private void begin(dev.leeward.declared.Store declared, List<KeptTable> kept, Declaration declaration) {
        Store store = parts.add(Store.open(StoreAddress.of(declared).within(LIMIT)));
        List<KeptTable> global =
                kept.stream().filter(table -> isGlobal(declaration, table)).toList();
        if (!global.isEmpty()) {
            var latencies = new ReplicationLatencies(store);
            parts.add(new LatencyReader(latencies, declared.region(), global, declaration, clock, links::read));
        }
        List<KeptTable> tables =
                kept.stream().filter(table -> !global.contains(table)).toList();
        if (tables.isEmpty()) return;
        var notes = new DynamoProgressNotes(store, declared.region());
        parts.add(new NoteReader(notes, declared.region(), tables, clock, links::read));
    }

    /** DynamoDB itself keeps its replicas alike, and CloudWatch tells how fast. */
    private static boolean isGlobal(Declaration declaration, KeptTable kept) {
        return declaration
                .table(kept.name())
                .filter(table -> table.replication() instanceof GlobalTables)
                .isPresent();
    }

    @Override
    public synchronized void close() {
        parts.close();
    }
}
