package dev.leeward.prober;

import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.flow.FlowProber;
import dev.leeward.probe.flow.FlowReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

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
        return await(sink -> prober.look(probe, sink), interrupted());
    }

    /** Goes through a flow, as this machine is set up, and tells how long each step took. */
    public static FlowReport through(UserFlow flow, Duration timeout) {
        try (FlowProber prober = ProberOfEveryKind.flows(List.of())) {
            return await(sink -> prober.walk(flow, timeout, sink), new FlowReport(List.of(), interrupted()));
        }
    }

    private static <T> T await(Consumer<Consumer<T>> look, T interrupted) {
        CompletableFuture<T> seen = new CompletableFuture<>();
        look.accept(seen::complete);
        try {
            return seen.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return interrupted;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
    }

    private static Sighting interrupted() {
        return new Sighting.Inconclusive("interrupted", PhaseTimings.ofTotal(Duration.ZERO));
    }
}
