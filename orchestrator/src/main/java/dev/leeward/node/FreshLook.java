package dev.leeward.node;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import dev.leeward.runbook.StepResult;
import java.time.Duration;
import java.util.ArrayList;
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

    /** Done only if every probe of {@code region} is healthy now. */
    StepResult atRegion(Region region, Duration limit) {
        Map<Probe, CompletableFuture<Sighting>> looks = new LinkedHashMap<>();
        for (var probe : region.probes()) {
            var look = new CompletableFuture<Sighting>();
            looks.put(probe, look);
            prober.look(probe, look::complete);
        }
        var against = new ArrayList<String>();
        long deadline = System.nanoTime() + limit.toNanos();
        for (var look : looks.entrySet()) {
            var seen = await(look.getValue(), deadline);
            if (!(seen instanceof Sighting.Healthy)) {
                against.add(look.getKey().id() + " " + describe(seen));
            }
        }
        return against.isEmpty()
                ? new StepResult.Done(region.name()
                        + (looks.size() == 1 ? " answers its probe" : " answers all its " + looks.size() + " probes"))
                : new StepResult.NotDone(Problem.passing(
                        FaultCode.UNSAFE, region.name() + " is not ready: " + String.join("; ", against)));
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

    private static String describe(Sighting seen) {
        return switch (seen) {
            case Sighting.Healthy _ -> "healthy";
            case Sighting.Failing failing -> failing.kind() + " (" + failing.detail() + ")";
            case Sighting.Inconclusive open -> "could not look (" + open.why() + ")";
        };
    }

    private static Sighting nothing(String why) {
        return new Sighting.Inconclusive(why, PhaseTimings.ofTotal(Duration.ZERO));
    }
}
