package dev.leeward.simulator.check;

import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * S29: "a verdict is what looks add up to: who failed earns health back, and who flaps is not called healthy."
 *
 * <p>Checked: no life calls a region healthy that it saw fail beyond doubt without {@code recoveries} good looks in a row
 * since; and no life writes about a service, nor does a play end, while a region stands as healthy whose failures, less than
 * {@code resetAfter} good looks apart, have added up to {@code failures} more than two seconds ago. Only failures count that
 * were seen with open eyes and came in in order.
 */
final class VerdictsAreEarned extends Judge {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private record Written(Life life, ServiceName service) {}

    private record Place(ServiceName service, RegionName region) {}

    private final Lookouts looks;
    private final Sight sight;
    private final Map<Place, Verdict> verdicts = new HashMap<>();
    private final Set<Written> written = new LinkedHashSet<>();
    private Instant writtenAt = Instant.MIN;

    VerdictsAreEarned(Consumer<Breach> out, Lookouts looks) {
        super("S29", out);
        this.looks = looks;
        this.sight = new Sight(looks);
    }

    @Override
    void before(Instant at, Happening what) {
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (at.isAfter(writtenAt)) settle();
        if (!(what instanceof Happening.Appended appended)) return;
        writtenAt = at;
        if (appended.entry().event() instanceof Event.VerdictChanged change) changed(at, appended.life(), change);
        else if (appended.entry().event() instanceof Event.OfService event)
            written.add(new Written(appended.life(), event.service()));
    }

    /** What is written at once is judged at once: the verdict need not come first. */
    private void settle() {
        written.forEach(each -> stands(writtenAt, each.life(), each.service()));
        written.clear();
    }

    private void changed(Instant at, Life life, Event.VerdictChanged change) {
        verdicts.put(new Place(change.service(), change.region()), change.to());
        if (change.to() != Verdict.HEALTHY) return;
        var service = scene.service(change.service()).orElse(null);
        var region = scene.region(change.service(), change.region()).orElse(null);
        if (service == null || region == null) return;
        sight.failed(life, service, region, at)
                .ifPresent(probe ->
                        breach(at, "%s is called healthy, and has not recovered by %s", change.region(), probe));
    }

    private void stands(Instant at, Life life, ServiceName name) {
        var service = scene.service(name).orElse(null);
        if (service == null) return;
        for (var region : service.regions()) {
            if (verdicts.get(new Place(name, region.name())) != Verdict.HEALTHY) continue;
            sight.failed(life, service, region, at.minus(GRACE))
                    .ifPresent(probe -> breach(at, "%s stands as healthy, and has failed by %s", region.name(), probe));
        }
    }

    @Override
    void over(Instant at, boolean converged) {
        settle();
        scene.running().forEach((life, running) -> {
            boolean newest = scene.running().keySet().stream().allMatch(other -> other.number() <= life.number());
            if (!newest || running.frozen()) return;
            scene.services().forEach(service -> stands(at, life, service.name()));
        });
    }
}
