package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Passage;
import dev.leeward.replication.Place;
import dev.leeward.replication.Replicator;
import dev.leeward.replication.Way;
import dev.leeward.replication.dynamodb.Sharing.Cooperation;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.table.Aside;
import dev.leeward.table.Recalling;
import dev.leeward.table.dynamodb.DynamoAside;
import dev.leeward.table.dynamodb.DynamoSidecar;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.version.Replica;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All the work on one table: every region's stream is read and brought to all others, by threads that stop with it. */
final class Work implements AutoCloseable {
    /** How many entries of a region's sidecar are kept in mind, for a read less each. */
    private static final int RECALLED = 4_096;
    /** How often a note is left about how far a link is. */
    private static final Duration NOTES = Duration.ofSeconds(1);
    /** How often it is looked whether what was not copied has been written over meanwhile. */
    private static final Duration REVIEW = Duration.ofSeconds(10);

    private final List<Loop> loops = new ArrayList<>();
    private final List<Replicator> replicators = new ArrayList<>();
    private final List<StreamFollower> followers = new ArrayList<>();
    private final Supplier<Sweeping> sweeps;
    private Optional<Sweeping> sweeping = Optional.empty();
    private volatile boolean isLeading;

    Work(
            String table,
            KeyNames keys,
            List<RegionAccess> regions,
            Pace pace,
            Optional<Shared> shared,
            InstantSource clock,
            InstantSource steady,
            Reports reports) {
        Optional<Cooperation> cooperation =
                shared.map(with -> new Cooperation(with.allotments(), with.me(), () -> isLeading));
        List<RegionName> names = regions.stream().map(RegionAccess::name).toList();
        Map<RegionName, Place> places = new HashMap<>();
        Map<RegionName, DynamoAside> asides = new HashMap<>();
        for (RegionAccess region : regions) {
            var aside = new DynamoAside(region.store(), table);
            asides.put(region.name(), aside);
            places.put(region.name(), place(table, keys, region, regions.indexOf(region), aside));
        }
        for (RegionAccess region : regions) {
            Place source = of(region, places);
            List<Place> targets = regions.stream()
                    .filter(other -> other != region)
                    .map(other -> of(other, places))
                    .toList();
            var replicator = new Replicator(source, targets, pace.bounds(), new VirtualCrew(), clock, steady, reports);
            replicators.add(replicator);
            for (Way way : replicator.ways()) {
                loops.addAll(Loop.several(
                        pace.threads(), "way from " + region.name(), way, bug -> reports.problem(region.name(), bug)));
            }
            var follower = new StreamFollower(
                    region,
                    table,
                    source.passage(),
                    replicator,
                    pace,
                    clock,
                    steady,
                    cooperation,
                    names.stream().filter(name -> !name.equals(region.name())).toList(),
                    reports);
            followers.add(follower);
            for (RegionAccess target : regions) {
                if (target == region) continue;
                var progress = new Progress(
                        region.name(),
                        target.name(),
                        table,
                        region.place().terms(),
                        follower,
                        Optional.ofNullable(asides.get(target.name())).orElseThrow(),
                        target.progress(),
                        clock,
                        steady);
                loops.add(new Loop(
                        "notes in " + target.name(),
                        () -> {
                            if (!isLeading) return false;
                            progress.tell().ifPresent(problem -> reports.problem(target.name(), problem));
                            return false;
                        },
                        NOTES,
                        NOTES,
                        bug -> reports.problem(target.name(), bug)));
            }
        }
        asides.forEach((region, aside) -> {
            var sidecar = Optional.ofNullable(places.get(region)).orElseThrow().sidecar();
            loops.add(new Loop(
                    "what is not copied in " + region,
                    () -> {
                        aside.review(sidecar).ifPresent(problem -> reports.problem(region, problem));
                        return false;
                    },
                    REVIEW,
                    REVIEW,
                    bug -> reports.problem(region, bug)));
        });
        sweeps = () -> new Sweeping(table, keys, regions, places, clock, steady, reports, this::healed);
    }

    /**
     * How processes share out the shards.
     *
     * @param me the name of this process
     */
    record Shared(Allotments allotments, String me) {}

    /** Whether this process does what only one should: tell of progress, take note of gaps, go through the regions. */
    void lead(boolean isLeading) {
        this.isLeading = isLeading;
        if (isLeading && sweeping.isEmpty()) sweeping = Optional.of(sweeps.get());
        if (!isLeading) {
            sweeping.ifPresent(Sweeping::close);
            sweeping = Optional.empty();
        }
    }

    private void healed(RegionName region, long then) {
        followers.stream()
                .filter(follower -> follower.region().equals(region))
                .forEach(follower -> follower.gaps().healed(then));
    }

    @Override
    public void close() {
        sweeping.ifPresent(Sweeping::stop);
        followers.forEach(StreamFollower::stop);
        loops.forEach(Loop::stop);
        followers.forEach(StreamFollower::close);
        loops.forEach(Loop::close);
        sweeping.ifPresent(Sweeping::close);
        replicators.forEach(Replicator::close);
    }

    private static Place place(String table, KeyNames keys, RegionAccess region, int order, Aside aside) {
        return new Place(
                new Replica(region.name(), table),
                new DynamoTable(region.store(), table, keys),
                new Recalling(new DynamoSidecar(region.store(), SideTables.sidecarOf(table), keys), RECALLED),
                new Passage(),
                region.place().terms(),
                order,
                aside);
    }

    private static Place of(RegionAccess region, Map<RegionName, Place> places) {
        Place place = places.get(region.name());
        if (place == null) throw new IllegalStateException("no place for " + region.name());
        return place;
    }
}
