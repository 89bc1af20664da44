package dev.leeward.provision;

import dev.leeward.fault.Problem;
import dev.leeward.provision.Progress.Missed;
import dev.leeward.provision.Progress.Reached;
import dev.leeward.provision.Progress.UnderWay;
import dev.leeward.provision.Progress.Untouched;
import dev.leeward.provision.StepResult.Applied;
import dev.leeward.provision.StepResult.NotApplied;
import dev.leeward.provision.StepResult.Unknown;
import dev.leeward.provision.Tables.Ordered;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes steps, one at a time. What a store answers is never believed: only what is read back afterwards is. */
public final class Provisioner {
    /** An order whose answer was lost is given again so often, where no sign of it shows. */
    private static final int ORDERS = 3;

    /** So many times the grace a store may be busy with something else, or out of its limits, before its no is taken for one. */
    private static final int BUSY = 10;

    private final Map<RegionName, Tables> stores;
    private final Map<String, RegionName> regions;
    private final Time time;
    private final Patience patience;

    /** @param regions the regions by their names at AWS */
    public Provisioner(Map<RegionName, Tables> stores, Map<String, RegionName> regions, Time time, Patience patience) {
        this.stores = Map.copyOf(stores);
        this.regions = Map.copyOf(regions);
        this.time = time;
        this.patience = patience;
    }

    /** Takes one step and waits for it, at most for the deadline. */
    public StepResult take(Step step) {
        try {
            return attempt(step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("broken off");
        }
    }

    private StepResult attempt(Step step) throws InterruptedException {
        Instant end = time.now().plus(patience.deadline());
        Waited before = await(step, end, false);
        if (before.unseen().isPresent()) {
            return new NotApplied("nothing was asked for, since it could not be looked at: "
                    + before.unseen().get().sentence());
        }
        if (before.progress() instanceof Reached) return new Applied("stands already");
        if (!(before.progress() instanceof Untouched)) return result(before, "nothing was asked for");
        for (int order = 1; ; order++) {
            switch (ask(step, end)) {
                case Ordered.Refused(Problem problem) -> {
                    return new NotApplied(problem.sentence());
                }
                case Ordered.Taken() -> {
                    Waited after = await(step, end, true);
                    return result(after, "the store said yes and did not do it");
                }
                case Ordered.Unclear(Problem problem) -> {
                    Waited after = await(step, end, true);
                    boolean lost = after.progress() instanceof Untouched && !after.isOver();
                    if (!lost) return result(after, problem.sentence());
                    if (order == ORDERS) return new Unknown(problem.sentence() + "; there is no sign of it");
                }
            }
        }
    }

    /** Gives the order; while the store is busy with something else, again and again. */
    private Ordered ask(Step step, Instant end) throws InterruptedException {
        Instant busy = time.now().plus(patience.grace().multipliedBy(BUSY));
        Instant last = busy.isBefore(end) ? busy : end;
        Duration pause = patience.first();
        while (true) {
            Ordered said = store(step).order(step.table(), step.change());
            boolean again = said instanceof Ordered.Refused(Problem problem) && problem.retryable();
            if (!again || time.now().plus(pause).isAfter(last)) return said;
            time.pause(pause);
            pause = longer(pause);
        }
    }

    /**
     * What waiting ended with.
     *
     * @param isOver whether the deadline ended it
     */
    private record Waited(Progress progress, boolean isOver, Optional<Problem> unseen) {}

    /** Looks until the step is reached or missed, or, once it was ordered, no sign of it shows within the grace. */
    private Waited await(Step step, Instant end, boolean ordered) throws InterruptedException {
        Instant grace = time.now().plus(ordered ? patience.grace() : Duration.ZERO);
        Duration pause = patience.first();
        Optional<Problem> unseen = Optional.empty();
        Progress progress = new UnderWay("nothing could be seen");
        while (true) {
            switch (look(step)) {
                case Looked.Seen<Progress>(Progress seen) -> {
                    progress = seen;
                    unseen = Optional.empty();
                }
                case Looked.Unseen<Progress>(Problem problem) -> {
                    unseen = Optional.of(problem);
                    if (!problem.retryable()) return new Waited(progress, true, unseen);
                }
            }
            boolean told = progress instanceof Reached || progress instanceof Missed;
            boolean silent = progress instanceof Untouched && !time.now().isBefore(grace);
            if (unseen.isEmpty() && (told || silent)) return new Waited(progress, false, unseen);
            if (time.now().plus(pause).isAfter(end)) return new Waited(progress, true, unseen);
            time.pause(pause);
            pause = longer(pause);
        }
    }

    /** A replica counts once its own region shows it, too. */
    private Looked<Progress> look(Step step) {
        Looked<Progress> here = progress(store(step), step.table(), step.change());
        if (!(here instanceof Looked.Seen<Progress>(Reached _))) return here;
        return switch (step.change()) {
            case Change.AddReplica(String region) -> arrived(step.table(), region);
            case Change.AddStrongMembers strong -> {
                for (String region : strong.awsRegions()) {
                    Looked<Progress> there = arrived(step.table(), region);
                    if (!(there instanceof Looked.Seen<Progress>(Reached _))) yield there;
                }
                yield here;
            }
            default -> here;
        };
    }

    private static Looked<Progress> progress(Tables tables, String table, Change change) {
        return switch (tables.look(table)) {
            case Looked.Seen<Optional<ObservedTable>>(var found) -> new Looked.Seen<>(Goal.of(change, found));
            case Looked.Unseen<Optional<ObservedTable>>(Problem problem) -> new Looked.Unseen<>(problem);
        };
    }

    private Looked<Progress> arrived(String table, String awsRegion) {
        RegionName region = regions.get(awsRegion);
        Tables there = region == null ? null : stores.get(region);
        if (there == null) return new Looked.Seen<>(new Reached());
        return switch (there.look(table)) {
            case Looked.Seen<Optional<ObservedTable>>(var found) ->
                new Looked.Seen<>(
                        found.filter(ObservedTable::isActive).isPresent()
                                ? new Reached()
                                : new UnderWay("the table in " + region + " is "
                                        + found.map(ObservedTable::status).orElse("not there yet")));
            case Looked.Unseen<Optional<ObservedTable>>(Problem problem) -> new Looked.Unseen<>(problem);
        };
    }

    private StepResult result(Waited waited, String untouched) {
        if (waited.unseen().isPresent()) {
            return new Unknown(
                    "could not be read back: " + waited.unseen().get().sentence());
        }
        return switch (waited.progress()) {
            case Reached _ -> new Applied("read back");
            case Missed(String words) -> new NotApplied(words);
            case Untouched(String words) -> new NotApplied(untouched + ": " + words);
            case UnderWay(String words) -> new Unknown("not done within " + patience.deadline() + ": " + words);
        };
    }

    private Tables store(Step step) {
        Tables tables = stores.get(step.region());
        if (tables == null) throw new IllegalArgumentException("no store for " + step.region());
        return tables;
    }

    private Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(patience.most()) > 0 ? patience.most() : doubled;
    }
}
