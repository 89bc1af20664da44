package dev.leeward.measure.secrets;

import dev.leeward.aws.Heard;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one secret its value, or that of before. The new value is a version whose id follows from the operation, and which
 * bears the epoch; it gets into force only if the version that was seen to be in force still is (S2).
 */
final class SecretChange {
    private static final Logger LOG = LoggerFactory.getLogger(SecretChange.class);

    private final SecretStore store;
    private final MeasureOrder order;
    private final Deadline end;

    SecretChange(SecretStore store, MeasureOrder order, Deadline end) {
        this.store = store;
        this.order = order;
        this.end = end;
    }

    /** Gives it {@code value}. */
    Outcome take(String name, Secret value) {
        return looked(name, shape -> {
            var current = shape.current();
            if (current.isEmpty()) return untouched(FaultCode.NOT_FOUND, name + " has no version in force");
            if (isOvertaken(shape)) return overtaken(name);
            var version = version(name);
            if (current.get().equals(version)) return new Outcome.Applied(name + " has its value already");
            return switch (store.write(
                    name, version, value, Label.of(order, false).text(), end)) {
                case Heard.Missing<String>(var problem, var error, var _) ->
                    // Whether or not it is there: it is not in force.
                    error.equals("ResourceExistsException")
                            ? untouched(
                                    FaultCode.CONFLICT,
                                    name
                                            + " got another value from this operation before: the configuration has changed")
                            : new Outcome.Untouched(problem);
                case Heard.Given<String>(var _) -> enforced(name, version, current.get());
            };
        });
    }

    /** Puts the version of before into force again, unless another than this move's is. */
    Outcome takeBack(String name) {
        return looked(name, shape -> {
            var current = shape.current();
            var ours = Label.of(order, false).text();
            var back = Label.of(order, true).text();
            if (current.isEmpty()) return untouched(FaultCode.NOT_FOUND, name + " has no version in force");
            if (shape.has(current.get(), back)) return new Outcome.Applied(name + " was taken back before");
            if (!shape.has(current.get(), ours)) {
                return new Outcome.Applied(name + " was left alone: the version in force is not of this move");
            }
            var previous = shape.previous();
            if (previous.isEmpty()) return untouched(FaultCode.NOT_FOUND, name + " has no version of before");
            // First the epoch: else an order that is late could find the old version without one.
            return switch (store.move(
                    name, back, previous.get(), shape.with(back).orElse(null), end)) {
                case Heard.Missing<String>(var problem, var _, var _) -> new Outcome.Untouched(problem);
                case Heard.Given<String>(var _) -> enforced(name, previous.get(), current.get());
            };
        });
    }

    private Outcome enforced(String name, String version, String from) {
        return switch (store.move(name, Shape.CURRENT, version, from, end)) {
            case Heard.Given<String>(var _) -> seen(name, version, Optional.empty());
            case Heard.Missing<String>(var problem, var _, var certain) ->
                certain ? refused(name, version, problem) : seen(name, version, Optional.of(problem));
        };
    }

    /** It was not on the version any more that was seen to bear it; or the move is not allowed. */
    private Outcome refused(String name, String version, Problem problem) {
        return looked(name, shape -> {
            var current = shape.current().orElse("");
            if (current.equals(version)) return new Outcome.Applied(name + " has its value");
            if (isOvertaken(shape)) return overtaken(name);
            return new Outcome.Untouched(
                    problem.code() == FaultCode.REJECTED
                            ? Problem.passing(FaultCode.CONFLICT, problem.sentence())
                            : problem);
        });
    }

    private Outcome seen(String name, String version, Optional<Problem> doubt) {
        return switch (store.look(name, end)) {
            case Heard.Missing<Shape>(var problem, var _, var _) -> unknown(doubt.orElse(problem));
            case Heard.Given<Shape>(var shape) -> {
                var current = shape.current().orElse("");
                if (current.equals(version)) {
                    tidy(name, shape);
                    yield new Outcome.Applied(name + " has the version " + version + " in force");
                }
                if (isOvertaken(shape)) yield overtaken(name);
                yield unknown(doubt.orElse(Problem.passing(
                        FaultCode.CONFLICT, name + " has another version in force than was just put there")));
            }
        };
    }

    /** Takes our labels off versions of long ago, which Secrets Manager would keep for them. */
    private void tidy(String name, Shape shape) {
        shape.labels().forEach((version, labels) -> {
            if (shape.current().filter(version::equals).isPresent()
                    || shape.previous().filter(version::equals).isPresent()) return;
            labels.stream().filter(text -> Label.in(text).isPresent()).forEach(text -> {
                if (store.move(name, text, null, version, end)
                        instanceof Heard.Missing<String>(var problem, var _, var _)) {
                    LOG.info("an old label of {} stays for now: {}", name, problem.sentence());
                }
            });
        });
    }

    private boolean isOvertaken(Shape shape) {
        return order.rank().isBehind(shape.last());
    }

    private Outcome overtaken(String name) {
        return untouched(FaultCode.FENCED, name + " has a version of a later order than this one, of " + order.rank());
    }

    /** The id of the version that this operation writes; a UUID, as the API wants it. */
    private String version(String name) {
        var seed = order.service() + "|" + order.operation() + "|" + name;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private interface Judgement {
        Outcome of(Shape shape);
    }

    private Outcome looked(String name, Judgement judgement) {
        return switch (store.look(name, end)) {
            case Heard.Missing<Shape>(var problem, var _, var _) -> new Outcome.Untouched(problem);
            case Heard.Given<Shape>(var shape) -> judgement.of(shape);
        };
    }

    private static Outcome untouched(FaultCode code, String sentence) {
        return new Outcome.Untouched(Problem.lasting(code, sentence));
    }

    private static Outcome unknown(Problem problem) {
        return new Outcome.Unknown(Problem.passing(problem.code(), problem.sentence()));
    }
}
