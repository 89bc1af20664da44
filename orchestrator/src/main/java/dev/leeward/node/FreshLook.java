package dev.leeward.node;

import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at a region once more, right now, with every probe it has. */
final class FreshLook {
    private final Prober prober;

    FreshLook(Prober prober) {
        this.prober = prober;
    }

    /** What each probe of {@code region} shows within {@code limit}. */
    Map<Probe, Sighting> at(Region region, Duration limit) {
        Map<Probe, CompletableFuture<Sighting>> looks = new LinkedHashMap<>();
        for (var probe : region.probes()) {
            var look = new CompletableFuture<Sighting>();
            looks.put(probe, look);
            prober.look(probe, look::complete);
        }
        long deadline = System.nanoTime() + limit.toNanos();
        Map<Probe, Sighting> seen = new LinkedHashMap<>();
        looks.forEach((probe, look) -> seen.put(probe, await(look, deadline)));
        return seen;
    }

    private static Sighting await(CompletableFuture<Sighting> look, long deadline) {
        try {
            return look.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return nothing("interrupted");
        } catch (TimeoutException _) {
            return nothing("no result in time");
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a look never fails exceptionally", bug);
        }
    }

    private static Sighting nothing(String why) {
        return new Sighting.Inconclusive(why, PhaseTimings.ofTotal(Duration.ZERO));
    }
}
