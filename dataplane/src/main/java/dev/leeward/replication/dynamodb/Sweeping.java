package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Place;
import dev.leeward.replication.Reconciler;
import dev.leeward.replication.Reconciler.Progress;
import dev.leeward.replication.Territory;
import dev.leeward.replication.Turn;
import dev.leeward.replication.Way;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Goes through the regions for what no stream tells of, beside the work on the streams and by threads of its own. */
final class Sweeping implements AutoCloseable {
    private static final Duration BRIEFLY = Duration.ofMillis(2);
    private static final Duration IDLE = Duration.ofMillis(64);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TELLING = Duration.ofSeconds(10);
    /** What a table in use can bear: each row that is brought is read once, and costs two writes where it goes. */
    private static final Reconciler.Pace PACE = new Reconciler.Pace(8, 1_000, 50);

    private static final int THREADS = 32;

    private final List<Loop> loops = new ArrayList<>();
    private final Reconciler reconciler;
    private final List<RegionAccess> regions;
    private final Reports reports;
    private final BiConsumer<RegionName, Long> healed;
    private final RegionName first;
    private Optional<Progress> told = Optional.empty();
    private long nextTelling = System.nanoTime();

    Sweeping(
            String table,
            KeyNames keys,
            List<RegionAccess> regions,
            Map<RegionName, Place> places,
            InstantSource clock,
            InstantSource steady,
            Reports reports,
            BiConsumer<RegionName, Long> healed) {
        this.regions = List.copyOf(regions);
        this.reports = reports;
        this.healed = healed;
        this.first = regions.getFirst().name();
        List<Territory> territories = regions.stream()
                .map(region -> new Territory(
                        Optional.ofNullable(places.get(region.name())).orElseThrow(),
                        new GapNotes(region.store(), region.notes()),
                        new RegionGrounds(region, table, keys)))
                .toList();
        this.reconciler = new Reconciler(territories, PACE, clock, steady, reports);
        loops.add(loop("gaps", this::look, LOOK, LOOK));
        for (Turn errand : reconciler.errands()) loops.add(loop("sweep", errand, BRIEFLY, IDLE));
        for (Way way : reconciler.ways()) {
            loops.addAll(Loop.several(THREADS, "way of a sweep", way, bug -> reports.problem(first, bug)));
        }
    }

    void stop() {
        loops.forEach(Loop::stop);
    }

    @Override
    public void close() {
        stop();
        loops.forEach(Loop::close);
        reconciler.close();
    }

    private Loop loop(String name, Turn turn, Duration rest, Duration most) {
        return new Loop(name, turn, rest, most, bug -> reports.problem(first, bug));
    }

    private boolean look() {
        // The table that the notes are in may have to be made first.
        regions.forEach(RegionAccess::prepare);
        long began = System.nanoTime();
        Optional<Problem> problem = reconciler.look();
        problem.ifPresent(what -> reports.problem(first, what));
        reconciler.problems().forEach(reports::problem);
        Progress now = reconciler.progress();
        if (problem.isEmpty()) {
            regions.stream()
                    .map(RegionAccess::name)
                    .filter(region -> !now.suspects().contains(region))
                    .forEach(region -> healed.accept(region, began));
        }
        boolean isTurn = told.map(before ->
                        before.isDone() != now.isDone() || !before.suspects().equals(now.suspects()))
                .orElse(now.isDone());
        boolean isDue = !now.isDone() && System.nanoTime() >= nextTelling;
        if (isTurn || isDue) {
            nextTelling = System.nanoTime() + TELLING.toNanos();
            told = Optional.of(now);
            reports.progress(now);
        }
        return false;
    }
}
