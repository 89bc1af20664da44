package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.Reconciler.Progress;
import dev.leeward.stream.Gap;
import dev.leeward.version.Version;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was reported. */
final class Heard implements Reports {
    final List<Gap> gaps = new CopyOnWriteArrayList<>();
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final List<Conflict> conflicts = new CopyOnWriteArrayList<>();
    final List<ItemKey> foreign = new CopyOnWriteArrayList<>();
    final List<ItemKey> unrecorded = new CopyOnWriteArrayList<>();
    final List<String> unstamped = new CopyOnWriteArrayList<>();
    volatile boolean isActive;
    volatile boolean isSwept;

    @Override
    public void progress(Progress progress) {
        isSwept = progress.isDone();
    }

    @Override
    public void unrecorded(RegionName region, ItemKey key, boolean isDeletion) {
        unrecorded.add(key);
    }

    @Override
    public void unstamped(RegionName region, ItemKey key, String why, Version version) {
        unstamped.add(why);
    }

    @Override
    public void active(boolean now) {
        isActive = now;
    }

    @Override
    public void gap(RegionName region, Gap gap) {
        gaps.add(gap);
    }

    @Override
    public void problem(RegionName region, Problem problem) {
        problems.add(problem);
    }

    /** What is tried again for a moment, on a busy machine, is nothing to hear of. */
    @Override
    public void stuck(RegionName region, ItemKey key, Problem problem, boolean isAside) {
        if (isAside) problems.add(problem);
    }

    @Override
    public void conflict(Conflict conflict) {
        conflicts.add(conflict);
    }

    @Override
    public void foreignWrite(RegionName region, ItemKey key) {
        foreign.add(key);
    }
}
