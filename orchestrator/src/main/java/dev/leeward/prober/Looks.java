package dev.leeward.prober;

import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Single looks, for whoever wants an answer and waits for it. */
public final class Looks {

    private Looks() {}

    /** Looks once, as this machine is set up, and returns what was seen; at the latest a little after the timeout. */
    public static Sighting once(Check check, Duration timeout) {
        try (Prober prober = ProberOfEveryKind.ofThisMachine()) {
            return once(prober, check, timeout);
        }
    }

    /** Looks once through a prober of the caller's. An interrupt is inconclusive. */
    public static Sighting once(Prober prober, Check check, Duration timeout) {
        return once(prober, new Probe(new ProbeId("once"), check, timeout, timeout, timeout));
    }

    /** The same by {@code probe}, whose name is told and whose canary is its own. */
    public static Sighting once(Prober prober, Probe probe) {
        CompletableFuture<Sighting> seen = new CompletableFuture<>();
        prober.look(probe, seen::complete);
        try {
            return seen.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sighting.Inconclusive("interrupted", PhaseTimings.ofTotal(Duration.ZERO));
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
    }
}
