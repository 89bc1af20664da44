package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * L4: "a crash does not hold a run: whoever takes over goes on with it at once."
 *
 * <p>Checked where nothing else goes wrong after a life took the journal over: no fault begins or ends, nobody orders, no node
 * starts, stops or stands still, the region the run goes to is well, and no fault is on that may keep it from being seen.
 * Within 20 s, and the time that five looks take, each attempt that the crash cut off was begun anew, or its step or run is over,
 * unless a pause holds the run.
 */
final class TakeoversGoOn extends Judge {
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private record Cut(Sortie.Deed deed, int attempts, Instant deadline) {}

    private final List<Cut> cuts = new ArrayList<>();
    private final Map<RegionName, Condition> conditions = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    TakeoversGoOn(Consumer<Breach> out) {
        super("L4", out);
    }

    @Override
    void before(Instant at, Happening what) {
        if (!cuts.isEmpty()) overdue(at);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Became became -> {
                conditions.put(became.region(), became.condition());
                cuts.clear();
            }
            case Happening.Fault fault -> {
                if (fault.on()) faults.add(fault.sentence());
                else faults.remove(fault.sentence());
                cuts.clear();
            }
            case Happening.Ordered _,
                    Happening.Configured _,
                    Happening.NodeStarted _,
                    Happening.NodeDied _,
                    Happening.NodeFroze _,
                    Happening.NodeThawed _ -> cuts.clear();
            case Happening.Appended appended
            when appended.entry().event() instanceof Event.NodeStarted -> {
                cuts.clear();
                scene.services().forEach(service -> takeOver(at, service));
            }
            default -> {
                // Part of how things go on.
            }
        }
    }

    private void takeOver(Instant at, Service service) {
        var account = scene.account(service.name());
        var run = account.open().orElse(null);
        if (run == null || (account.pause().isPresent() && run.started().automatic())) return;
        boolean well = conditions.getOrDefault(run.started().to(), Condition.WELL) == Condition.WELL;
        if (!well || mayBeUnseen(service)) return;
        var deadline = at.plus(AT_ONCE).plus(service.detection().interval().multipliedBy(5));
        run.deeds().stream()
                .filter(deed -> deed.unclear() && !deed.over())
                .forEach(deed -> cuts.add(new Cut(deed, deed.attempts(), deadline)));
    }

    private boolean mayBeUnseen(Service service) {
        boolean several = service.detection().quorum() > 1 && !faults.isEmpty();
        return several || faults.stream().anyMatch(fault -> fault.startsWith("Look") || fault.startsWith("WayIs"));
    }

    @Override
    void over(Instant at, boolean converged) {
        overdue(at);
    }

    private void overdue(Instant at) {
        cuts.removeIf(cut -> {
            var deed = cut.deed();
            if (deed.over() || deed.run().ended() || deed.attempts() > cut.attempts()) return true;
            if (!at.isAfter(cut.deadline())) return false;
            breach(at, "%s was cut off by a crash, and nobody goes on", deed.operation());
            return true;
        });
    }
}
