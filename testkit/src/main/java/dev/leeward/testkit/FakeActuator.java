package dev.leeward.testkit;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SafetyRules;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import dev.leeward.steering.Verification.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An actuator of a {@link FakeTarget}: it passes {@link ActuatorContract}, shows the faults programmed at its target or
 * here, and remembers how it was called. Never waits, also not when a time-out is programmed.
 */
public final class FakeActuator implements Actuator {
    private final FakeTarget target;
    private final List<Call> calls = new ArrayList<>();
    private final SortedMap<Integer, ActuatorFault> faults = new TreeMap<>();

    /** Another process that steers {@code target}. */
    public FakeActuator(FakeTarget target) {
        this.target = target;
    }

    /** What was called. */
    public enum Kind {
        PREFLIGHT,
        READ,
        PLAN,
        APPLY,
        VERIFY,
        CLOSE
    }

    /** One call, with the order it carried. */
    public record Call(Kind kind, Optional<SteeringOrder> order) {}

    /** All calls so far, oldest first. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How often {@code kind} was called. */
    public synchronized long count(Kind kind) {
        return calls.stream().filter(call -> call.kind() == kind).count();
    }

    /** The {@code n}-th call from the beginning, whatever it is, meets {@code fault}; the first is 1. */
    public synchronized void failCall(int n, ActuatorFault fault) {
        faults.put(n, fault);
    }

    @Override
    public TargetId target() {
        return target.id();
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return lookFault(Kind.PREFLIGHT, null)
                .map(problem -> List.of(new Finding(Finding.Severity.ERROR, problem.code(), problem.sentence())))
                .orElse(List.of());
    }

    @Override
    public Reading read(Duration limit) {
        return readAs(Kind.READ, null);
    }

    @Override
    public Planned plan(SteeringOrder order, Duration limit) {
        return switch (readAs(Kind.PLAN, order)) {
            case Reading.Unreadable(var problem) -> new Planned.Refused(problem);
            case Reading.Found before -> plan(order, before);
        };
    }

    @Override
    public Outcome apply(SteeringPlan plan, Duration limit) {
        ActuatorFault called = record(Kind.APPLY, plan.order());
        ActuatorFault fault = called == null ? target.faultOfWrite() : called;
        return switch (fault) {
            case UNREACHABLE, THROTTLED -> new Outcome.Untouched(problem(fault));
            case REQUEST_LOST -> new Outcome.Unknown(problem(fault));
            case REPLY_LOST ->
                write(plan, Integer.MAX_VALUE) instanceof Outcome.Untouched untouched
                        ? untouched
                        : new Outcome.Unknown(problem(fault));
            case HALF_DONE ->
                write(plan, 1) instanceof Outcome.Untouched untouched ? untouched : new Outcome.Unknown(problem(fault));
            case LATE_WITNESS -> write(plan, Integer.MAX_VALUE);
            case null -> write(plan, Integer.MAX_VALUE);
        };
    }

    @Override
    public Verification verify(SteeringOrder order, Duration limit) {
        Optional<Problem> unseen = lookFault(Kind.VERIFY, order);
        if (unseen.isPresent()) return new Verification.Unseen(unseen.get());
        var witnesses = new ArrayList<Witness>();
        witnesses.add(witness(1, target.seenByLateWitness(), order));
        for (int i = 2; i <= target.witnesses(); i++) witnesses.add(witness(i, target.standing(), order));
        return witnesses.stream().allMatch(w -> w.state() == State.CURRENT)
                ? new Verification.Proven(witnesses)
                : new Verification.NotYet(witnesses);
    }

    @Override
    public void close() {
        record(Kind.CLOSE, null);
    }

    private Planned plan(SteeringOrder order, Reading.Found before) {
        Optional<Problem> forbidden = SafetyRules.forbid(target(), order, before);
        if (forbidden.isPresent()) return new Planned.Refused(forbidden.get());
        if (before.equals(ordered(order))) return new Planned.InPlace(before);
        String change =
                "%s: %s becomes %s, epoch %s".formatted(target(), before.values(), order.desired(), order.epoch());
        return new Planned.Ready(new SteeringPlan(target(), order, before, List.of(change)));
    }

    private Outcome write(SteeringPlan plan, int steps) {
        Reading.Found wanted = ordered(plan.order());
        if (target.replace(plan.before(), wanted, steps) || target.standing().equals(wanted)) {
            return new Outcome.Applied("stands in memory");
        }
        Reading.Found now = target.standing();
        boolean fenced = now.epoch().compareTo(plan.order().epoch()) > 0;
        return new Outcome.Untouched(Problem.lasting(
                fenced ? FaultCode.FENCED : FaultCode.CONFLICT,
                "%s stands at %s, planned was %s".formatted(target(), now, plan.before())));
    }

    private Reading.Found ordered(SteeringOrder order) {
        return new Reading.Found(order.desired().byType(), Optional.of(target.ttl(order.ttl())), order.epoch());
    }

    private Reading readAs(Kind kind, @Nullable SteeringOrder order) {
        return lookFault(kind, order).<Reading>map(Reading.Unreadable::new).orElseGet(target::standing);
    }

    /** What keeps a call from looking at the target, if something does. */
    private Optional<Problem> lookFault(Kind kind, @Nullable SteeringOrder order) {
        ActuatorFault called = record(kind, order);
        ActuatorFault fault = called == null ? target.faultOfLook() : called;
        return switch (fault) {
            case UNREACHABLE, REQUEST_LOST, REPLY_LOST, THROTTLED -> Optional.of(problem(fault));
            case HALF_DONE, LATE_WITNESS -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    private synchronized @Nullable ActuatorFault record(Kind kind, @Nullable SteeringOrder order) {
        calls.add(new Call(kind, Optional.ofNullable(order)));
        return faults.remove(calls.size());
    }

    private Problem problem(ActuatorFault fault) {
        return switch (fault) {
            case UNREACHABLE -> Problem.passing(FaultCode.UNREACHABLE, target() + " refuses connections");
            case REQUEST_LOST, REPLY_LOST -> Problem.passing(FaultCode.TIMED_OUT, target() + " did not answer in time");
            case THROTTLED -> Problem.passing(FaultCode.THROTTLED, target() + " asks to wait", Duration.ofSeconds(1));
            case HALF_DONE -> Problem.passing(FaultCode.UNAVAILABLE, target() + " failed after the first record");
            case LATE_WITNESS -> Problem.passing(FaultCode.TIMED_OUT, "a witness of " + target() + " is late");
        };
    }

    private static Witness witness(int number, Reading.Found seen, SteeringOrder order) {
        boolean current = seen.answers(order.desired());
        return new Witness("witness" + number, current ? State.CURRENT : State.STALE, "answers " + seen.values());
    }
}
