package dev.leeward.simulator.check;

import dev.leeward.health.HealthPolicy;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * L1, as to detection: a region that dies is called unhealthy within the worst case that the configuration promises.
 *
 * <p>Checked for each {@link Outages outage} in which nothing else goes wrong and another region is well: by the interval, so many
 * bursts and a time-out as it takes for failures to add up when each look times out, and a second for the way and the loop,
 * the journal says that the region is unhealthy.
 */
final class DetectionIsAsForeseen extends Judge {
    private static final Duration WAY = Duration.ofSeconds(1);

    private record Place(ServiceName service, RegionName region) {}

    private final Outages outages = new Outages(scene, DetectionIsAsForeseen::bound);
    private final Map<Place, Verdict> verdicts = new HashMap<>();

    DetectionIsAsForeseen(Consumer<Breach> out) {
        super("L1", out);
    }

    private static Duration bound(HealthPolicy policy) {
        long looks = (long) Math.ceil(policy.failures() / policy.timeoutWeight() - 1e-9);
        var all = policy.interval().plus(policy.timeout());
        if (looks > 1) {
            var known = policy.timeout().compareTo(policy.burst()) > 0 ? policy.timeout() : policy.burst();
            var second = known.compareTo(policy.interval()) < 0 ? known : policy.interval();
            all = all.plus(second).plus(policy.burst().multipliedBy(looks - 2));
        }
        return all.plus(all.dividedBy(50)).plus(WAY);
    }

    @Override
    void before(Instant at, Happening what) {
        overdue(at);
    }

    @Override
    void judge(Instant at, Happening what) {
        outages.see(at, what);
        if (what instanceof Happening.Appended appended && appended.entry().event() instanceof Event.VerdictChanged e) {
            verdicts.put(new Place(e.service(), e.region()), e.to());
        }
    }

    @Override
    void over(Instant at, boolean converged) {
        overdue(at);
    }

    private void overdue(Instant at) {
        for (var outage : outages.overdue(at)) {
            var verdict =
                    Optional.ofNullable(verdicts.get(new Place(outage.service().name(), outage.region())));
            if (!outage.refuge() || verdict.filter(v -> v == Verdict.UNHEALTHY).isPresent()) continue;
            var called = verdict.map(Verdict::toString).orElse("nothing");
            breach(
                    outage.deadline(),
                    "%s is down since %s, and still called %s",
                    outage.region(),
                    outage.since(),
                    called);
        }
    }
}
