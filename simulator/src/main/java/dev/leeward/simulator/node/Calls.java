package dev.leeward.simulator.node;

import dev.leeward.control.Effect;
import dev.leeward.control.Input;
import dev.leeward.control.StepCall;
import dev.leeward.control.StepScript;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Applications;
import dev.leeward.simulator.world.Network;
import dev.leeward.simulator.world.World;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the calls of effects over the simulated network, one after the other, each within what is left of its limit. */
final class Calls {
    private static final long SURVEY_LIMIT = 20_000_000_000L;

    private final World world;
    private final Running process;
    private final Mandate mandate;

    Calls(World world, Running process, Mandate mandate) {
        this.world = world;
        this.process = process;
        this.mandate = mandate;
    }

    void begin(Effect effect) {
        switch (effect) {
            case Effect.Attempt attempt -> {
                long deadline = world.timeline().now() + attempt.limit().toNanos();
                make(attempt, StepScript.of(attempt), deadline);
            }
            case Effect.Survey survey -> survey(survey);
        }
    }

    private void make(Effect.Attempt attempt, StepCall call, long deadline) {
        long left = deadline - world.timeline().now();
        switch (call) {
            case StepCall.Over over -> report(attempt, over.result());
            case StepCall.Look look
            when left > 0 ->
                look(look.region(), left, seen -> make(attempt, look.then().apply(seen), deadline));
            case StepCall.Plan plan
            when left > 0 && !mandate.holds() ->
                make(attempt, plan.then().apply(new Planned.Refused(doubt())), deadline);
            case StepCall.Apply apply
            when left > 0 && !mandate.holds() ->
                make(attempt, apply.then().apply(new Outcome.Untouched(doubt())), deadline);
            case StepCall.Plan plan
            when left > 0 ->
                this.<Planned>call(
                        plan.target(),
                        left,
                        () -> world.provider(plan.target()).plan(plan.order()),
                        () -> new Planned.Refused(timedOut()),
                        planned -> {
                            world.tell(new Happening.PlanMade(process.life(), plan.target(), plan.order(), planned));
                            make(attempt, plan.then().apply(planned), deadline);
                        });
            case StepCall.Apply apply
            when left > 0 -> {
                world.tell(new Happening.Sent(process.life(), apply.plan()));
                this.<Outcome>call(
                        apply.plan().target(),
                        left,
                        () -> world.provider(apply.plan().target()).apply(apply.plan(), process.life()),
                        () -> new Outcome.Unknown(timedOut()),
                        outcome -> {
                            world.tell(new Happening.Told(process.life(), apply.plan(), outcome));
                            make(attempt, apply.then().apply(outcome), deadline);
                        });
            }
            case StepCall.Verify verify
            when left > 0 ->
                this.<Verification>call(
                        verify.target(),
                        left,
                        () -> world.provider(verify.target()).verify(verify.order()),
                        () -> new Verification.Unseen(timedOut()),
                        seen -> {
                            world.tell(new Happening.Verified(process.life(), verify.target(), verify.order(), seen));
                            make(attempt, verify.then().apply(seen), deadline);
                        });
            case StepCall.Perform perform
            when left > 0 && !mandate.holds() ->
                make(attempt, perform.then().apply(new Outcome.Untouched(doubt())), deadline);
            case StepCall.Perform perform
            when left > 0 ->
                perform(
                        perform.order(),
                        left,
                        outcome -> make(attempt, perform.then().apply(outcome), deadline));
            case StepCall.Look _, StepCall.Plan _, StepCall.Apply _, StepCall.Verify _, StepCall.Perform _ ->
                report(attempt, new StepResult.NotDone(timedOut()));
        }
    }

    /** Whoever takes measures hangs up at the deadline: what would arrive later does not. */
    private void perform(MeasureOrder order, long limit, Consumer<Outcome> then) {
        var trip = world.network().trip(process.life().node(), order.region().value());
        long there = trip.there().orElse(Long.MAX_VALUE);
        long back = there <= limit ? trip.back().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
        if (there <= limit) {
            world.timeline().after(there, () -> {
                var outcome = world.measures().perform(order, process.life());
                if (back <= limit) world.timeline().after(back - there, () -> process.then(() -> then.accept(outcome)));
            });
        }
        if (back > limit) {
            world.timeline().after(limit, () -> process.then(() -> then.accept(new Outcome.Unknown(timedOut()))));
        }
    }

    private void report(Effect.Attempt attempt, StepResult result) {
        if (world.reports().vanishes()) return;
        var report = new Input.StepReturned(
                attempt.name(), attempt.run().id(), attempt.step().id(), attempt.attempt(), result);
        long late = world.reports().delay();
        if (late == 0) process.learn(report);
        else world.timeline().after(late, () -> process.then(() -> process.learn(report)));
    }

    private void survey(Effect.Survey survey) {
        Map<TargetId, Reading> readings = new HashMap<>();
        var targets = survey.service().targets();
        if (targets.isEmpty()) process.learn(new Input.Surveyed(survey.name(), survey.begunAt(), readings));
        for (var target : targets) {
            this.<Reading>call(
                    target,
                    SURVEY_LIMIT,
                    () -> world.provider(target).read(),
                    () -> new Reading.Unreadable(timedOut()),
                    reading -> {
                        readings.put(target, reading);
                        if (readings.size() == targets.size()) {
                            process.learn(new Input.Surveyed(survey.name(), survey.begunAt(), readings));
                        }
                    });
        }
    }

    /** A request goes out and arrives whatever becomes of the sender; the sender hears of it, or of its deadline. */
    private <T> void call(TargetId target, long limit, Supplier<T> arrives, Supplier<T> lost, Consumer<T> then) {
        var trip = world.network().trip(process.life().node(), target.value());
        long back = trip.there().isPresent() ? trip.back().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
        trip.there()
                .ifPresent(there -> world.timeline().after(there, () -> {
                    var answer = arrives.get();
                    if (back <= limit)
                        world.timeline().after(back - there, () -> process.then(() -> then.accept(answer)));
                }));
        if (back > limit) world.timeline().after(limit, () -> process.then(() -> then.accept(lost.get())));
    }

    private void look(Region region, long limit, Consumer<Map<Probe, Sighting>> then) {
        var startedAt = world.timeline().instant();
        Map<Probe, Sighting> seen = new LinkedHashMap<>();
        for (var probe : region.probes()) {
            probe(probe, region, limit, sighting -> {
                seen.put(probe, sighting);
                if (seen.size() < region.probes().size()) return;
                world.tell(lookedAfresh(startedAt, region, seen));
                then.accept(seen);
            });
        }
        if (region.probes().isEmpty()) then.accept(seen);
    }

    private Happening.LookedAfresh lookedAfresh(Instant startedAt, Region region, Map<Probe, Sighting> seen) {
        return new Happening.LookedAfresh(
                process.life(),
                startedAt,
                region.name(),
                those(seen, Sighting.Healthy.class),
                those(seen, Sighting.Failing.class),
                those(seen, Sighting.Inconclusive.class));
    }

    private static Set<ProbeId> those(Map<Probe, Sighting> seen, Class<? extends Sighting> kind) {
        return seen.entrySet().stream()
                .filter(look -> kind.isInstance(look.getValue()))
                .map(look -> look.getKey().id())
                .collect(Collectors.toSet());
    }

    private void probe(Probe probe, Region region, long limit, Consumer<Sighting> then) {
        var trip = world.network().trip(process.life().node(), region.name().value());
        long timeout = Math.min(limit, probe.timeout().toNanos());
        look(
                world,
                trip,
                timeout,
                () -> world.applications().meet(region.name(), probe.check()),
                sighting -> process.then(() -> then.accept(sighting)));
    }

    /** One look over {@code trip}: what it meets on arrival, or a time-out. */
    static void look(World world, Network.Trip trip, long timeout, Supplier<Sighting> meets, Consumer<Sighting> then) {
        if (world.blinks()) {
            world.timeline().after(1_000_000, () -> then.accept(Applications.inconclusive()));
            return;
        }
        var timedOut = Applications.failing(FailureKind.TIMED_OUT);
        long back = trip.there().isPresent() ? trip.back().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
        if (back > timeout) {
            world.timeline().after(timeout, () -> then.accept(timedOut));
            return;
        }
        world.timeline().after(back, () -> {
            var met = meets.get();
            boolean silent = met.equals(timedOut);
            if (silent) world.timeline().after(timeout - back, () -> then.accept(met));
            else then.accept(met);
        });
    }

    /** As production's actuators have it that look at the lease before each call. */
    private static Problem doubt() {
        return Problem.passing(FaultCode.UNAVAILABLE, "nothing was sent, since this node may not lead any more");
    }

    private static Problem timedOut() {
        return Problem.passing(FaultCode.TIMED_OUT, "no answer in time");
    }
}
