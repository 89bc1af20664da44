package dev.leeward.probe.flow;

import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.UserFlow.Step;
import dev.leeward.resolve.HostPort;
import dev.leeward.resolve.Names;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One walk through a flow, with cookies and notes of its own, within one deadline. */
final class FlowWalk {
    private final UserFlow flow;
    private final Kit kit;
    private final Duration timeout;
    private final Phases phases = new Phases();
    private final List<FlowReport.StepTime> times = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final long started = System.nanoTime();
    private volatile @Nullable Browser browser;
    private volatile boolean cancelled;

    /** What all walks share. */
    record Kit(Names names, InstantSource clock, String userAgent, OkHttpClient prototype) {}

    FlowWalk(UserFlow flow, Duration timeout, Kit kit) {
        this.flow = flow;
        this.timeout = timeout;
        this.kit = kit;
    }

    /** Walks to the end or to the first step that is not as expected. */
    FlowReport walk() {
        Sighting seen;
        try {
            seen = steps();
        } catch (IOException e) {
            seen = new Sighting.Inconclusive("cannot set TLS up: " + e.getMessage(), timings());
        }
        return new FlowReport(times, cancelled ? new Sighting.Inconclusive("the prober is closed", timings()) : seen);
    }

    private Sighting steps() throws IOException {
        long end = started + timeout.toNanos();
        var port = flow.base().getPort();
        int usual = port > 0 ? port : flow.base().getScheme().equals("https") ? 443 : 80;
        var road = new Road(kit.names(), flow.connectTo().map(place -> HostPort.parse(place, usual)), end);
        var client = new Browser(kit.prototype(), road, flow.tls(), phases, kit.clock());
        browser = client;
        // After browser is set: either cancel() sees it, or this sees that it is cancelled.
        if (cancelled) client.cancel();
        var work = new StepWork(flow, client, new Notes(flow.secrets()), kit.userAgent());
        for (int i = 0; i < flow.steps().size(); i++) {
            Step step = flow.steps().get(i);
            long began = System.nanoTime();
            long latest = step.within().map(within -> began + within.toNanos()).orElse(end);
            StepResult result = work.take(step, latest - end < 0 ? latest : end);
            var took = Duration.ofNanos(System.nanoTime() - began);
            times.add(new FlowReport.StepTime(step.name(), step.summary(), took));
            String where = "step " + (i + 1) + " of " + flow.steps().size() + ", " + step.name() + " (" + step.summary()
                    + "): ";
            switch (result) {
                case StepResult.Passed(var about) -> warnings.addAll(about);
                case StepResult.Failed(var kind, var detail) -> {
                    return new Sighting.Failing(kind, where + detail, timings());
                }
                case StepResult.Blind(var why) -> {
                    return new Sighting.Inconclusive(where + why, timings());
                }
            }
        }
        return new Sighting.Healthy(timings(), List.copyOf(warnings));
    }

    /** Ends it, as inconclusive. */
    void cancel() {
        cancelled = true;
        Browser client = browser;
        if (client != null) client.cancel();
    }

    private PhaseTimings timings() {
        return phases.timings(Duration.ofNanos(System.nanoTime() - started));
    }
}
