package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.region.Endpoints;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S12: "crash at any point, any number of times ⇒ final external state equals that of some crash-free run; every plan
 * reaches a terminal state."
 *
 * <p>Checked: a service has at most one run under way, and each ends once; at a converged end all have ended, but one that
 * waits out a TTL. And what a run says of itself when it ends is so in the world, at the source of truth: after SUCCEEDED
 * each of its targets answers the region it went to, after TAKEN_BACK the one it left, and after ABORTED nothing that it
 * sent had moved traffic. A target that somebody else changed since the run started is not judged, nor is a run during
 * which the configuration of its regions changed.
 *
 * <p>A crash-free run leaves just these states, so whatever crashed in between, the end state is one of theirs. What INCOMPLETE
 * leaves is L2's and L3's; but it has changed something, and a planned move that could not be finished says it only after it
 * was taken back as far as that went.
 */
final class RunsEndAsTheySay extends Judge {
    private final Map<ServiceName, RunId> open = new HashMap<>();
    private final Map<TargetId, Instant> touched = new HashMap<>();
    private final Recent<String, Boolean> moved = new Recent<>(1_000);
    private final Map<ServiceName, List<Endpoints>> endpoints = new HashMap<>();
    private final Map<ServiceName, Instant> configured = new HashMap<>();

    RunsEndAsTheySay(Consumer<Breach> out) {
        super("S12", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Appended appended -> appended(at, appended.entry().event());
            case Happening.Changed changed when changed.by().isEmpty() -> touched.put(changed.target(), at);
            case Happening.Began began -> configured(at, began.topology());
            case Happening.Configured change when change.accepted() -> configured(at, change.topology());
            case Happening.Arrived arrived when !arrived.refused() -> arrived(arrived.plan());
            default -> {
                // No run begins or ends.
            }
        }
    }

    private void configured(Instant at, Topology topology) {
        for (var service : topology.services()) {
            var next = service.regions().stream().map(Region::endpoints).toList();
            var before = endpoints.put(service.name(), next);
            if (!next.equals(before)) configured.put(service.name(), at);
        }
    }

    private void arrived(SteeringPlan plan) {
        var desired = plan.order().endpoints().get(plan.order().to());
        if (desired == null || plan.before().values().equals(desired.byType())) return;
        scene.account(plan.order().service())
                .deed(plan.order().operation())
                .filter(deed -> deed.step().kind() == StepKind.STEER)
                .ifPresent(deed -> moved.put(deed.run().started().run().value(), true));
    }

    private void appended(Instant at, Event event) {
        if (event instanceof Event.RunStarted run) {
            var before = open.put(run.service(), run.run());
            if (before != null) breach(at, "%s starts while %s is under way", run.run(), before);
        } else if (event instanceof Event.RunEnded end) {
            if (!open.remove(end.service(), end.run())) breach(at, "%s ends, which is not under way", end.run());
            scene.account(end.service()).run(end.run()).ifPresent(run -> ended(at, end, run));
        }
    }

    private void ended(Instant at, Event.RunEnded end, Sortie run) {
        switch (end.ending()) {
            case SUCCEEDED ->
                answers(at, end, run, StepKind.STEER, run.started().to());
            case TAKEN_BACK ->
                answers(at, end, run, StepKind.TAKE_BACK, run.started().from());
            case ABORTED -> {
                if (moved.containsKey(end.run().value()))
                    breach(at, "%s says ABORTED, and had moved traffic", end.run());
            }
            case INCOMPLETE -> incomplete(at, end, run);
        }
    }

    private void incomplete(Instant at, Event.RunEnded end, Sortie run) {
        if (!run.movesTraffic()) return;
        var steers = run.deeds(StepKind.STEER);
        if (steers.stream().noneMatch(Sortie.Deed::mayHaveChanged) && !leavesMeasures(run)) {
            breach(at, "%s says INCOMPLETE, and has changed nothing", end.run());
        }
        boolean failed = steers.stream().anyMatch(deed -> deed.over() && !deed.done());
        boolean busy = run.deeds().stream().anyMatch(Sortie.Deed::inFlight);
        if (run.planned() && failed && !busy && !run.takingBack()) {
            breach(at, "%s was planned, failed half way, and is not taken back", end.run());
        }
    }

    /** Nothing was steered, and what was done before could not be taken back. */
    private static boolean leavesMeasures(Sortie run) {
        return run.takingBack()
                && run.deeds().stream()
                        .filter(deed -> deed.step().kind() == StepKind.RELEASE
                                || deed.step().kind() == StepKind.UNDO)
                        .anyMatch(deed -> deed.over() && !deed.done());
    }

    private void answers(Instant at, Event.RunEnded end, Sortie run, StepKind kind, RegionName expected) {
        var service = scene.service(end.service()).orElse(null);
        var since = configured.getOrDefault(end.service(), Instant.MIN);
        if (service == null || since.isAfter(run.start().at())) return;
        for (var deed : run.deeds(kind)) {
            var target = deed.step().target().orElse(null);
            if (target == null
                    || !touched.getOrDefault(target, Instant.MIN)
                            .isBefore(run.start().at())) continue;
            if (scene.answers(service, target).filter(expected::equals).isEmpty()) {
                breach(
                        at,
                        "%s says %s, and %s answers %s",
                        end.run(),
                        end.ending(),
                        target,
                        scene.truth(target)
                                .map(stand -> stand.values().toString())
                                .orElse("nothing"));
            }
        }
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!converged) return;
        open.forEach((service, id) -> scene.account(service)
                .run(id)
                .filter(run -> run.deeds(StepKind.DRAIN).stream().noneMatch(Sortie.Deed::inFlight))
                .ifPresent(run -> breach(at, "%s never ended", id)));
    }
}
