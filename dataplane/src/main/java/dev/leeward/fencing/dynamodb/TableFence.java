package dev.leeward.fencing.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fencing.FencePolicy;
import dev.leeward.fencing.dynamodb.PolicyStore.Standing;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.provision.Time;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The fence around one table of one store. Each change is a compare-and-set of the policy's revision, so that no statement of
 * anybody else is lost; it counts once it is read back. DynamoDB takes another change of a policy only 15 seconds after the last
 * one ("Resource-based policy considerations" in its developer guide), which is waited for within the limit.
 */
public final class TableFence {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PolicyStore policies;
    private final Time time;

    /** The fence around {@code table} in {@code store}. */
    public TableFence(Store store, String table, Time time) {
        this.policies = new PolicyStore(store, table);
        this.time = time;
    }

    /** The policy, with the fence that stands in it or with what the last one left. */
    public Looked<FencePolicy> standing() {
        return switch (policies.read()) {
            case Answer.Given<Standing>(var now) -> new Looked.Seen<>(now.policy());
            case Answer.Missing<Standing> missing -> new Looked.Unseen<>(missing.problem());
        };
    }

    /**
     * Raises the fence, or raises its epoch. One of a later epoch is left as it is, and one that this epoch has taken down,
     * or a later one, stays down.
     *
     * @param exempt ARNs of roles and users that may write all the same
     */
    public Outcome raise(Epoch epoch, List<String> exempt, Duration limit) {
        return change(new Rank(epoch, Way.TAKE), limit, policy -> policy.raised(policies.arn(), epoch, exempt));
    }

    /** Takes the fence down, if it is of {@code epoch} or an earlier one; from then on no order of before raises it. */
    public Outcome lower(Epoch epoch, Duration limit) {
        return change(new Rank(epoch, Way.TAKE_BACK), limit, policy -> policy.lowered(policies.arn(), epoch));
    }

    /**
     * Takes down the fence of {@code standing} because a person says so. The epoch is not used up by that: a fence that was
     * raised by hand has the one that the next run will have.
     */
    public Outcome lowerByHand(Epoch standing, Duration limit) {
        var before = new Epoch(Math.max(0, standing.value() - 1));
        return change(new Rank(standing, Way.TAKE_BACK), limit, policy -> policy.lowered(policies.arn(), before));
    }

    private Outcome change(Rank rank, Duration limit, UnaryOperator<FencePolicy> next) {
        if (rank.epoch().equals(Epoch.NONE)) throw new IllegalArgumentException("a fence needs an epoch");
        Instant end = time.now().plus(limit);
        boolean unclear = false;
        while (true) {
            switch (attempt(rank, next)) {
                case Attempt.Over(Outcome outcome) -> {
                    return outcome;
                }
                case Attempt.Again(Problem problem, boolean maybeApplied) -> {
                    unclear |= maybeApplied;
                    if (!problem.retryable() || time.now().plus(PAUSE).isAfter(end) || !paused()) {
                        return unclear ? new Outcome.Unknown(problem) : new Outcome.Untouched(problem);
                    }
                }
            }
        }
    }

    private Attempt attempt(Rank rank, UnaryOperator<FencePolicy> next) {
        return switch (policies.read()) {
            case Answer.Missing<Standing> missing -> new Attempt.Again(missing.problem(), false);
            case Answer.Given<Standing>(var now) -> {
                var last = now.policy().last();
                if (rank.isBehind(last)) {
                    yield untouched(
                            FaultCode.FENCED,
                            "a fence was %s there by an order of epoch %s: this one, of epoch %s, comes too late"
                                    .formatted(
                                            last.way() == Way.TAKE ? "raised" : "taken down",
                                            last.epoch(),
                                            rank.epoch()));
                }
                var target = next.apply(now.policy());
                if (target.sameAs(now.policy())) yield new Attempt.Over(new Outcome.Applied("read back"));
                if (!target.fits()) {
                    yield untouched(
                            FaultCode.EXHAUSTED,
                            "with the fence the policy would be larger than " + FencePolicy.MOST_BYTES + " bytes");
                }
                yield ordered(policies.replace(now, target));
            }
        };
    }

    private static Attempt untouched(FaultCode code, String words) {
        return new Attempt.Over(new Outcome.Untouched(Problem.lasting(code, words)));
    }

    private static Attempt ordered(Answer<Boolean> said) {
        return switch (said) {
            case Answer.Given<Boolean> _ ->
                new Attempt.Again(
                        Problem.passing(FaultCode.TIMED_OUT, "the store took the policy and does not show it yet"),
                        true);
            case Answer.Missing<Boolean> missing ->
                missing.error().equals(PolicyStore.NOT_FOUND)
                        ? new Attempt.Again(
                                Problem.passing(FaultCode.CONFLICT, "somebody else keeps changing the policy"), false)
                        : new Attempt.Again(missing.problem(), missing.maybeApplied());
        };
    }

    private boolean paused() {
        try {
            time.pause(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What one attempt came to. */
    private sealed interface Attempt {
        record Over(Outcome outcome) implements Attempt {}

        record Again(Problem problem, boolean maybeApplied) implements Attempt {}
    }
}
