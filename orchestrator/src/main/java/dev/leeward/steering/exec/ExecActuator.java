package dev.leeward.steering.exec;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Steers through a command of the user's. The safety rules are kept here, whatever the command thinks: what it reads is judged
 * before it is asked to change anything, and right before it does it is asked to look once more. Only the command can close the
 * gap between that look and its write, so the protocol asks it to compare again under its own lock.
 */
public final class ExecActuator implements Actuator {
    private final ExecTarget target;

    /** What one call to {@code plan} said. */
    private record Look(Reading.Found reading, List<String> changes) {}

    /** Something that can be read from an answer. */
    @FunctionalInterface
    private interface Extract<T> {
        T of(JsonNode answer) throws Garbled;
    }

    /** A part of an answer, or why there is none. */
    private sealed interface Heard<T> {
        record Part<T>(T value) implements Heard<T> {}

        record Nothing<T>(Problem problem, boolean untouched) implements Heard<T> {}
    }

    public ExecActuator(ExecTarget target) {
        this.target = target;
    }

    @Override
    public TargetId target() {
        return target.id();
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return switch (ask(Verb.PREFLIGHT, limit, null, null, Answers::findings)) {
            case Heard.Part<List<Finding>>(var findings) -> findings;
            case Heard.Nothing<List<Finding>>(var problem, var untouched) ->
                List.of(new Finding(Finding.Severity.ERROR, problem.code(), problem.sentence()));
        };
    }

    @Override
    public Reading read(Duration limit) {
        return switch (ask(Verb.READ, limit, null, null, Answers::reading)) {
            case Heard.Part<Reading.Found>(var found) -> found;
            case Heard.Nothing<Reading.Found>(var problem, var untouched) -> new Reading.Unreadable(problem);
        };
    }

    @Override
    public Planned plan(SteeringOrder order, Duration limit) {
        return switch (look(order, limit)) {
            case Heard.Nothing<Look>(var problem, var untouched) -> new Planned.Refused(problem);
            case Heard.Part<Look>(var look) ->
                SafetyRules.forbid(target(), order, look.reading())
                        .<Planned>map(Planned.Refused::new)
                        .orElseGet(() -> look.changes().isEmpty()
                                ? new Planned.InPlace(look.reading())
                                : new Planned.Ready(new SteeringPlan(target(), order, look.reading(), look.changes())));
        };
    }

    @Override
    public Outcome apply(SteeringPlan plan, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return switch (look(plan.order(), limit)) {
            case Heard.Nothing<Look>(var problem, var untouched) -> new Outcome.Untouched(problem);
            case Heard.Part<Look>(var look) -> {
                if (look.reading().epoch().compareTo(plan.order().epoch()) > 0) {
                    yield SafetyRules.forbid(target(), plan.order(), look.reading())
                            .<Outcome>map(Outcome.Untouched::new)
                            .orElseThrow();
                }
                if (look.changes().isEmpty()) yield new Outcome.Applied(target() + " stands as ordered already");
                if (!look.reading().equals(plan.before())) {
                    yield new Outcome.Untouched(Problem.lasting(
                            FaultCode.CONFLICT,
                            target() + " was changed by somebody else since the plan was made; nothing was written"));
                }
                yield write(plan, end);
            }
        };
    }

    private Outcome write(SteeringPlan plan, long end) {
        return switch (ask(Verb.APPLY, left(end), plan.order(), plan.before(), Answers::outcome)) {
            case Heard.Part<Outcome>(var outcome) -> outcome;
            case Heard.Nothing<Outcome>(var problem, var untouched) -> {
                if (untouched) yield new Outcome.Untouched(problem);
                // It may have done it before it failed to say so.
                boolean done = look(plan.order(), left(end)) instanceof Heard.Part<Look>(var look)
                        && look.changes().isEmpty();
                yield done
                        ? new Outcome.Applied(target() + " was read back as ordered, after: " + problem.sentence())
                        : new Outcome.Unknown(problem);
            }
        };
    }

    @Override
    public Verification verify(SteeringOrder order, Duration limit) {
        return switch (ask(Verb.VERIFY, limit, order, null, Answers::verification)) {
            case Heard.Part<Verification>(var verification) -> verification;
            case Heard.Nothing<Verification>(var problem, var untouched) -> new Verification.Unseen(problem);
        };
    }

    @Override
    public void close() {
        // Nothing outlives a call.
    }

    private Heard<Look> look(SteeringOrder order, Duration limit) {
        return ask(Verb.PLAN, limit, order, null, answer -> {
            var look = new Look(Answers.reading(answer), Answers.changes(answer));
            boolean stands = look.reading().answers(order.desired())
                    && look.reading().epoch().equals(order.epoch());
            if (look.changes().isEmpty() && !stands && look.reading().epoch().compareTo(order.epoch()) <= 0) {
                throw new Garbled("there is nothing to change, but what was ordered does not stand there");
            }
            return look;
        });
    }

    private <T> Heard<T> ask(
            Verb verb,
            Duration limit,
            @Nullable SteeringOrder order,
            Reading.@Nullable Found before,
            Extract<T> extract) {
        if (limit.isNegative() || limit.isZero()) {
            return new Heard.Nothing<>(
                    Problem.passing(FaultCode.TIMED_OUT, "no time was left to run " + target + " " + verb.word()),
                    true);
        }
        Duration time = limit.compareTo(target.timeout()) < 0 ? limit : target.timeout();
        byte[] request = Wire.bytes(Wire.request(verb, target.id(), time, order, before));
        return switch (new CommandRun(target, verb).run(request, time)) {
            case Reply.Silent(var problem, var untouched) -> new Heard.Nothing<>(problem, untouched);
            case Reply.Said(var answer) -> understand(verb, answer, extract);
        };
    }

    private <T> Heard<T> understand(Verb verb, JsonNode answer, Extract<T> extract) {
        try {
            Optional<Problem> problem = Answers.problem(answer);
            if (problem.isPresent()) return new Heard.Nothing<>(problem.get(), true);
            return new Heard.Part<>(extract.of(answer));
        } catch (Garbled e) {
            return new Heard.Nothing<>(
                    Problem.lasting(FaultCode.GARBLED, "%s %s: %s".formatted(target.id(), verb.word(), e.what())),
                    false);
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
