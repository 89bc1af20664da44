package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Authority;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SafetyRules;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Steers one name in Route 53. See {@link Batch} for how a change is made and {@link EpochMark} for how it is fenced. */
public final class Route53Actuator implements Actuator {
    private final Route53Target target;
    private final Authority authority;
    private final Ticker ticker;
    private final ControlPlane control;

    /**
     * @param authority asked to prove that a change arrived
     * @param pace the one of this process, shared by all its actuators
     */
    public Route53Actuator(Route53Target target, Authority authority, CallPace pace) {
        this(target, authority, pace, Ticker.SYSTEM);
    }

    Route53Actuator(Route53Target target, Authority authority, CallPace pace, Ticker ticker) {
        this.target = target;
        this.authority = authority;
        this.ticker = ticker;
        this.control = new ControlPlane(target, pace);
    }

    @Override
    public TargetId target() {
        return target.id();
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return Preflight.of(target, control, Deadline.after(limit, ticker));
    }

    @Override
    public Reading read(Duration limit) {
        return switch (control.look(target.name(), Deadline.after(limit, ticker))) {
            case Answer.Missing<Standing>(var problem, var batch, var certain) -> new Reading.Unreadable(problem);
            case Answer.Given<Standing>(var standing) -> standing.reading(target);
        };
    }

    @Override
    public Planned plan(SteeringOrder order, Duration limit) {
        return switch (control.look(target.name(), Deadline.after(limit, ticker))) {
            case Answer.Missing<Standing>(var problem, var batch, var certain) -> new Planned.Refused(problem);
            case Answer.Given<Standing>(var standing) -> plan(order, standing);
        };
    }

    private Planned plan(SteeringOrder order, Standing standing) {
        return switch (standing.reading(target)) {
            case Reading.Unreadable(var problem) -> new Planned.Refused(problem);
            case Reading.Found before -> {
                Optional<Problem> forbidden = SafetyRules.forbid(target(), order, before)
                        .or(() -> DesiredSets.obstacle(target, order, standing));
                if (forbidden.isPresent()) yield new Planned.Refused(forbidden.get());
                var desired = DesiredSets.of(target, order, standing);
                if (isDone(order, before, standing, desired)) yield new Planned.InPlace(before);
                var batch = Batch.of(target.name(), standing, desired, order);
                yield batch.tooLarge()
                        .<Planned>map(Planned.Refused::new)
                        .orElseGet(() -> new Planned.Ready(new SteeringPlan(target(), order, before, batch.lines())));
            }
        };
    }

    @Override
    public Outcome apply(SteeringPlan plan, Duration limit) {
        var deadline = Deadline.after(limit, ticker);
        return switch (control.look(target.name(), deadline)) {
            case Answer.Missing<Standing>(var problem, var batch, var certain) -> new Outcome.Untouched(problem);
            case Answer.Given<Standing>(var standing) -> {
                Optional<Outcome> settled = settled(plan, standing);
                yield settled.orElseGet(() -> write(plan, standing, deadline));
            }
        };
    }

    /** What there is to say without changing anything: done already, fenced, or no longer as planned. */
    private Optional<Outcome> settled(SteeringPlan plan, Standing standing) {
        SteeringOrder order = plan.order();
        return switch (standing.reading(target)) {
            case Reading.Unreadable(var problem) -> Optional.of(new Outcome.Untouched(problem));
            case Reading.Found now -> {
                Optional<Problem> obstacle = DesiredSets.obstacle(target, order, standing);
                if (now.epoch().compareTo(order.epoch()) > 0) {
                    yield SafetyRules.forbid(target(), order, now).map(Outcome.Untouched::new);
                } else if (obstacle.isPresent()) {
                    yield obstacle.map(Outcome.Untouched::new);
                } else if (isDone(order, now, standing, DesiredSets.of(target, order, standing))) {
                    yield Optional.of(new Outcome.Applied(target() + " stands as ordered already"));
                } else if (!now.equals(plan.before())) {
                    yield Optional.of(new Outcome.Untouched(changed()));
                } else {
                    yield Optional.empty();
                }
            }
        };
    }

    private Outcome write(SteeringPlan plan, Standing standing, Deadline deadline) {
        var batch = Batch.of(target.name(), standing, DesiredSets.of(target, plan.order(), standing), plan.order());
        Optional<Problem> tooLarge = batch.tooLarge();
        if (tooLarge.isPresent()) return new Outcome.Untouched(tooLarge.get());
        return switch (control.change(batch, deadline.sparingTimeToLook())) {
            case Answer.Given<ChangeInfo>(var accepted) ->
                new Outcome.Applied(new SyncWatch(control, ticker).follow(accepted, deadline));
            case Answer.Missing<ChangeInfo> missing -> {
                if (missing.certain() && !missing.refusedBatch()) yield new Outcome.Untouched(missing.problem());
                yield lookAgain(plan, standing, missing, deadline);
            }
        };
    }

    /**
     * Tells what a write came to whose answer is missing, or which was refused for what it says. A refused one may be the
     * second copy of one that was carried out: the JDK's HTTP connection repeats a request when the server hangs up.
     */
    private Outcome lookAgain(SteeringPlan plan, Standing before, Answer.Missing<?> missing, Deadline deadline) {
        if (!(control.look(target.name(), deadline) instanceof Answer.Given<Standing>(var now))) {
            return new Outcome.Unknown(missing.problem());
        }
        Optional<Outcome> settled = settled(plan, now);
        if (settled.isPresent() && settled.get() instanceof Outcome.Applied) {
            return new Outcome.Applied(target() + " was read back as ordered, after: "
                    + missing.problem().sentence());
        }
        // It may still be on its way, so what has not changed yet proves nothing.
        if (!missing.certain()) return new Outcome.Unknown(missing.problem());
        if (settled.isPresent()) return settled.get();
        return new Outcome.Untouched(now.equals(before) ? missing.problem() : changed());
    }

    private boolean isDone(SteeringOrder order, Reading.Found now, Standing standing, List<ResourceRecordSet> desired) {
        return now.epoch().equals(order.epoch()) && Batch.isInPlace(standing, desired);
    }

    private Problem changed() {
        return Problem.lasting(
                FaultCode.CONFLICT,
                target() + " was changed by somebody else since the plan was made; nothing was written");
    }

    @Override
    public Verification verify(SteeringOrder order, Duration limit) {
        return authority.ask(target.record(), order.desired(), target.ttl(order.ttl()), limit);
    }

    @Override
    public void close() {
        control.close();
    }
}
