package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.Problem;
import dev.leeward.replication.dynamodb.Work.Shared;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Replication of one table between its regions, from start to {@link #close}. Of several processes that run the same, one does
 * the work, and another takes it over when that one dies; or they share out the shards, and one of them does besides what only
 * one should do.
 */
public final class Replication implements AutoCloseable {
    private static final Duration RENEWAL = Duration.ofMillis(300);

    private final String table;
    private final List<RegionAccess> regions;
    private final Pace pace;
    private final Reports reports;
    private final InstantSource clock = InstantSource.system();
    private final InstantSource steady;
    private final Optional<Shared> shared;
    private final Leadership leadership;
    private final Loop loop;
    private Optional<Work> work = Optional.empty();

    /**
     * Starts it.
     *
     * @param table the table, which has this name in all regions
     * @param stores the regions, in the order in which their leases are asked for; the same in every process
     * @param me the name of this process, which no other one has
     */
    public Replication(String table, List<RegionStore> stores, Pace pace, String me, Reports reports) {
        this(table, stores, pace, me, Optional.empty(), reports);
    }

    /**
     * Starts it, with the shards shared out among all processes that run the same.
     *
     * @param allotments how they share them out; empty where one process does all the work
     */
    public Replication(
            String table,
            List<RegionStore> stores,
            Pace pace,
            String me,
            Optional<Allotments> allotments,
            Reports reports) {
        if (stores.size() < 2) throw new IllegalArgumentException("replication is between two regions at least");
        var names = new HashSet<>(stores.stream().map(RegionStore::name).toList());
        if (names.size() < stores.size()) throw new IllegalArgumentException("regions have different names");
        this.table = table;
        this.pace = pace;
        this.reports = reports;
        this.shared = allotments.map(how -> new Shared(how, me));
        long began = System.nanoTime();
        this.steady = () -> Instant.EPOCH.plusNanos(System.nanoTime() - began);
        this.regions = stores.stream()
                .map(store -> new RegionAccess(store, table, me, pace, steady))
                .toList();
        this.leadership = new Leadership(regions, pace.lease(), steady);
        this.loop = new Loop("replication of " + table, this::turn, RENEWAL, RENEWAL, this::report);
    }

    /** Stops all work, within the time that the calls under way may take, and lets the lease go. */
    @Override
    public void close() {
        loop.close();
        work.ifPresent(Work::close);
        leadership.release();
        regions.forEach(RegionAccess::close);
    }

    private void report(Problem bug) {
        reports.problem(regions.getFirst().name(), bug);
    }

    private boolean turn() {
        boolean isLeading = leadership.turn();
        regions.forEach(region -> region.trouble().ifPresent(problem -> reports.problem(region.name(), problem)));
        if ((isLeading || shared.isPresent()) && work.isEmpty()) begin();
        work.ifPresent(now -> now.lead(isLeading));
        if (!isLeading && shared.isEmpty() && work.isPresent()) {
            work.get().close();
            work = Optional.empty();
            reports.active(false);
        }
        return false;
    }

    /** The keys of the table are the same in all regions, so the first one that answers will do. */
    private void begin() {
        for (RegionAccess region : regions) {
            switch (DynamoStream.of(region.store(), table)) {
                case Looked.Unseen(Problem problem) -> reports.problem(region.name(), problem);
                case Looked.Seen(DynamoStream stream) -> {
                    begin(stream.keys());
                    return;
                }
            }
        }
    }

    private void begin(KeyNames keys) {
        work = Optional.of(new Work(table, keys, regions, pace, shared, clock, steady, reports));
        reports.active(true);
    }
}
