package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S31: "no fence keeps writers out of the region that carries the traffic, but for the time of a move."
 *
 * <p>Checked, by what stands there and not by what the journal says of it: when a run ends as taken back, none of the fences
 * that it raised stands around the region that it left; when it succeeds, none stands around the one that took over, unless the run says
 * that it went on without taking it down; and at a converged end none stands around the active region, unless somebody is
 * told, or a pause, a rehearsal or a run under way keeps Leeward from taking it down.
 *
 * <p>Not covered: fences that the configuration does not know any more, or whose journal is lost: nobody can know of them.
 */
final class FencesComeDown extends Judge {
    private record Fence(MeasureId measure, RegionName region) {}

    /** With the operation that raised it last. */
    private final Map<Fence, String> standing = new HashMap<>();

    FencesComeDown(Consumer<Breach> out) {
        super("S31", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (what instanceof Happening.MeasureTaken taken && taken.order().kind() == Measure.Kind.FENCE) {
            var fence = new Fence(taken.order().measure(), taken.order().region());
            if (taken.order().way() == MeasureOrder.Way.TAKE)
                standing.put(fence, taken.order().operation());
            else standing.remove(fence);
        } else if (what instanceof Happening.Appended appended
                && appended.entry().event() instanceof Event.RunEnded end) {
            scene.account(end.service()).run(end.run()).ifPresent(run -> ended(at, end.ending(), run));
        }
    }

    private void ended(Instant at, Ending ending, Sortie run) {
        boolean back = ending == Ending.TAKEN_BACK;
        if ((!back && ending != Ending.SUCCEEDED) || !run.movesTraffic()) return;
        var started = run.started();
        if (back) {
            standing.forEach((fence, raisedBy) -> {
                boolean itsOwn = raisedBy.startsWith(started.run() + "/");
                if (itsOwn && fence.region().equals(started.from())) breach(at, run, fence);
            });
            return;
        }
        var gaveUp = run.deeds(StepKind.RELEASE).stream()
                .filter(deed -> deed.over() && !deed.done())
                .flatMap(deed -> deed.step().measure().stream())
                .map(Measure::id)
                .toList();
        standing.keySet().stream()
                .filter(fence -> fence.region().equals(started.to()) && !gaveUp.contains(fence.measure()))
                .filter(fence -> isKnown(started.service(), fence))
                .forEach(fence -> breach(at, run, fence));
    }

    private void breach(Instant at, Sortie run, Fence fence) {
        breach(at, "%s ended, and %s still stands around %s", run.started().run(), fence.measure(), fence.region());
    }

    private boolean isKnown(ServiceName service, Fence fence) {
        return scene.service(service).stream()
                .flatMap(each -> each.measures().before().stream())
                .anyMatch(measure -> measure.id().equals(fence.measure()));
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!converged) return;
        for (var service : scene.services()) down(at, service, scene.account(service.name()));
    }

    private void down(Instant at, Service service, Account account) {
        boolean excused = account.open().isPresent()
                || account.pause().isPresent()
                || account.alarms().containsKey("active-fenced")
                || service.failover().mode() == FailoverPolicy.Mode.SHADOW;
        if (excused) return;
        for (var fence : standing.keySet()) {
            boolean active = account.active().filter(fence.region()::equals).isPresent();
            if (active && isKnown(service.name(), fence))
                breach(at, "%s carries the traffic, and %s stands there", fence.region(), fence.measure());
        }
    }
}
