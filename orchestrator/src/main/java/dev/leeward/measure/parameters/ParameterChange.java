package dev.leeward.measure.parameters;

import dev.leeward.aws.Heard;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Gives one parameter its value, or that of before. Parameter Store knows no condition on a write, but numbers the versions: a
 * write that came between our look and our own shows as a gap, and one of a later epoch is put on top again at once.
 */
final class ParameterChange {
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final ParameterStore store;
    private final MeasureOrder order;
    private final Deadline end;

    ParameterChange(ParameterStore store, MeasureOrder order, Deadline end) {
        this.store = store;
        this.order = order;
        this.end = end;
    }

    /**
     * Gives it {@code value}.
     *
     * @param secret whether the value must not stand in a parameter that is not encrypted
     */
    Outcome take(String name, String value, boolean secret) {
        return switch (store.history(name, end)) {
            case Heard.Missing<List<Version>>(var problem, var _, var _) -> new Outcome.Untouched(problem);
            case Heard.Given<List<Version>>(var history) -> {
                var now = history.getLast();
                if (isLater(now)) yield overtaken(name, now);
                if (secret && now.raw().type() != ParameterType.SECURE_STRING) {
                    yield new Outcome.Untouched(Problem.lasting(
                            FaultCode.REJECTED, name + " is no SecureString: a secret must not be put into it"));
                }
                // A value that was there before is written all the same, with the epoch that refuses what is late.
                boolean isMine = now.ownMark().equals(Optional.of(Mark.of(order, now.number())));
                yield isMine && now.holds(value)
                        ? new Outcome.Applied(name + " has its value already, in " + now)
                        : put(name, value, now);
            }
        };
    }

    /** Gives it the value that it had before this run's measure changed it, unless somebody else has written since. */
    Outcome takeBack(String name) {
        return switch (store.history(name, end)) {
            case Heard.Missing<List<Version>>(var problem, var _, var _) -> new Outcome.Untouched(problem);
            case Heard.Given<List<Version>>(var history) -> {
                var now = history.getLast();
                var mark = now.ownMark().filter(each -> each.isOf(order));
                if (mark.isEmpty()) {
                    yield new Outcome.Applied(name + " was left alone: " + now + " is not of this move");
                }
                if (mark.get().way() == MeasureOrder.Way.TAKE_BACK) {
                    yield new Outcome.Applied(name + " was taken back before, in " + now);
                }
                var before = history.reversed().stream()
                        .filter(each ->
                                each.ownMark().filter(it -> it.isOf(order)).isEmpty())
                        .findFirst();
                yield before.isPresent()
                        ? put(name, before.get().raw().value(), now)
                        : new Outcome.Untouched(Problem.lasting(
                                FaultCode.NOT_FOUND,
                                "the history of " + name + " does not reach back before this move"));
            }
        };
    }

    private boolean isLater(Version version) {
        return version.mark().filter(mark -> order.rank().isBehind(mark.rank())).isPresent();
    }

    private Outcome overtaken(String name, Version by) {
        return new Outcome.Untouched(Problem.lasting(
                FaultCode.FENCED, by + " of " + name + " is of a later order than this one, of " + order.rank()));
    }

    private Outcome put(String name, String value, Version before) {
        return switch (patiently(name, value, Mark.of(order, before.number() + 1), before)) {
            case Heard.Given<Long>(var version) -> seen(name, value, before, Optional.of(version), Optional.empty());
            case Heard.Missing<Long>(var problem, var _, var certain) ->
                certain
                        ? new Outcome.Untouched(problem)
                        : seen(name, value, before, Optional.empty(), Optional.of(problem));
        };
    }

    /** Asked to slow down, nothing was written for certain; so it may be sent again. */
    private Heard<Long> patiently(String name, String value, Mark mark, Version like) {
        while (true) {
            var heard = store.put(name, value, mark, like, end);
            boolean busy = heard instanceof Heard.Missing<Long>(var problem, var _, var certain)
                    && certain
                    && problem.code() == FaultCode.THROTTLED;
            if (!busy || end.left().compareTo(BUSY.multipliedBy(2)) < 0 || !rested()) return heard;
        }
    }

    private static boolean rested() {
        try {
            Thread.sleep(BUSY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Reads back what stands there after a write, of which perhaps nobody has said what became of it. */
    private Outcome seen(String name, String value, Version before, Optional<Long> written, Optional<Problem> doubt) {
        return switch (store.history(name, end)) {
            case Heard.Missing<List<Version>>(var problem, var _, var _) ->
                new Outcome.Unknown(passing(doubt.orElse(problem)));
            case Heard.Given<List<Version>>(var history) -> {
                var ours = history.reversed().stream()
                        .filter(each -> each.number() > before.number())
                        .filter(each -> written.isPresent()
                                ? each.number() == written.get()
                                : each.ownMark().equals(Optional.of(Mark.of(order, each.number()))))
                        .findFirst();
                yield ours.isPresent()
                        ? judged(name, value, before, ours.get(), history)
                        : new Outcome.Unknown(passing(doubt.orElse(
                                Problem.passing(FaultCode.CONFLICT, name + " does not show what was just written"))));
            }
        };
    }

    private Outcome judged(String name, String value, Version before, Version ours, List<Version> history) {
        var now = history.getLast();
        var buried = history.stream()
                .filter(each -> each.number() > before.number() && each.number() < ours.number())
                .filter(this::isLater)
                .max(Comparator.comparingLong(Version::number));
        if (buried.isPresent() && now.number() == ours.number()) return restored(name, buried.get(), now);
        if (isLater(now)) return overtaken(name, now);
        return now.number() == ours.number() && now.holds(value)
                ? new Outcome.Applied(name + " has its value in " + now + ", after " + before)
                : new Outcome.Unknown(Problem.passing(
                        FaultCode.CONFLICT, "somebody else wrote " + now + " of " + name + " after " + ours));
    }

    private Outcome restored(String name, Version later, Version now) {
        var mark = later.mark()
                .orElseThrow(() -> new IllegalStateException("later by its mark"))
                .on(now.number() + 1);
        return switch (patiently(name, later.raw().value(), mark, later)) {
            case Heard.Given<Long>(var _) -> overtaken(name, later);
            case Heard.Missing<Long>(var problem, var _, var _) ->
                new Outcome.Unknown(Problem.passing(
                        problem.code(),
                        later + " of " + name + ", of a later epoch, was written over, and cannot be put on top again: "
                                + problem.sentence()));
        };
    }

    private static Problem passing(Problem problem) {
        return Problem.passing(problem.code(), problem.sentence());
    }
}
