package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One change being carried out, in this order:
 *
 * <ol>
 *   <li>Look. Stop if a higher epoch or something unplanned stands there.
 *   <li>Add the mark of this epoch, unless it stands there (a resumed run). The mark comes before the traffic: from now on
 *       whoever has a lower epoch and looks is fenced, wherever we crash. Were it last, a crash before it would leave traffic
 *       moved under the old epoch, and a paused older run could move it back.
 *   <li>Look again: our own mark must show, or the answer is an old one; and it must be the highest. An older run that slept
 *       between its two looks stops here.
 *   <li>Move the traffic, one call per record.
 *   <li>Look a last time: somebody else's write in between shows here.
 *   <li>Delete lower marks.
 * </ol>
 */
final class Change {
    private static final int LOOKS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final LinodeDnsTarget target;
    private final LinodeZone zone;
    private final SteeringPlan plan;
    private final SteeringOrder order;
    private final int ttl;
    private final Allowance allowance;
    /** Whether anything was, or may have been, written. */
    private boolean wrote;

    private String doubts = "";

    Change(LinodeDnsTarget target, LinodeZone zone, SteeringPlan plan, Allowance allowance) {
        this.target = target;
        this.zone = zone;
        this.plan = plan;
        this.order = plan.order();
        this.ttl = target.ttlSeconds(order.ttl());
        this.allowance = allowance;
    }

    Outcome carryOut() {
        return switch (zone.look(allowance)) {
            case Answer.Refused<Standing>(Problem problem) -> new Outcome.Untouched(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> new Outcome.Untouched(problem);
            case Answer.Got<Standing>(Standing standing) -> {
                if (isDone(standing)) yield new Outcome.Applied(target.id() + " stands as ordered already");
                Optional<Problem> objection = object(standing);
                if (objection.isPresent()) yield new Outcome.Untouched(objection.get());
                yield isMarked(standing) ? moveTraffic(standing) : mark(standing);
            }
        };
    }

    private Outcome mark(Standing standing) {
        Answer<DnsRecord> added = zone.addMark(standing.domain(), EpochMark.text(order), allowance);
        return switch (added) {
            case Answer.Refused<DnsRecord>(Problem problem) -> new Outcome.Untouched(problem);
            case Answer.Doubtful<DnsRecord>(Problem problem) -> lookBack(problem, Integer.MAX_VALUE);
            case Answer.Got<DnsRecord>(DnsRecord mark) -> {
                wrote = true;
                yield recheck(mark);
            }
        };
    }

    private Outcome recheck(DnsRecord mark) {
        return switch (lookUntil(now -> has(now, mark))) {
            case Answer.Refused<Standing>(Problem problem) -> failed(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> failed(problem);
            case Answer.Got<Standing>(Standing now) -> {
                if (isHigher(now)) {
                    // Ours is the lower one: the highest epoch and the traffic are what they would be without us.
                    Answer<Boolean> _ =
                            zone.removeMark(now.domain(), new EpochMark(mark.id(), order.epoch()), allowance);
                    yield new Outcome.Untouched(fenced(now));
                }
                if (!has(now, mark))
                    yield failed(Problem.passing(
                            FaultCode.CONFLICT, target.id() + ": Linode does not show the epoch mark just added"));
                Optional<Problem> objection = object(now);
                yield objection.isPresent() ? failed(objection.get()) : moveTraffic(now);
            }
        };
    }

    private Outcome moveTraffic(Standing standing) {
        if (Move.passesThroughNothing(standing, order.desired()))
            return failed(
                    Problem.lasting(FaultCode.UNSAFE, target.id() + ": the name would answer nothing on the way"));
        List<Move> moves = Move.between(standing, order.desired(), ttl);
        for (int made = 0; made < moves.size(); made++) {
            switch (zone.make(moves.get(made), standing.domain(), ttl, allowance)) {
                case Answer.Got<Boolean> _ -> wrote = true;
                case Answer.Refused<Boolean>(Problem problem) -> {
                    return failed(problem);
                }
                case Answer.Doubtful<Boolean>(Problem problem) -> {
                    return lookBack(problem, moves.size() - made);
                }
            }
        }
        return conclude();
    }

    private Outcome conclude() {
        return switch (lookUntil(this::isDone)) {
            case Answer.Refused<Standing>(Problem problem) -> new Outcome.Unknown(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> new Outcome.Unknown(problem);
            case Answer.Got<Standing>(Standing now) -> {
                if (isHigher(now)) yield new Outcome.Unknown(fenced(now));
                if (!isDone(now)) yield new Outcome.Unknown(conflict(now, "after our writes"));
                removeOldMarks(now);
                yield new Outcome.Applied("%s: Linode shows %s, ttl %d s, epoch %s%s"
                        .formatted(target.id(), now.values(), ttl, now.epoch(), doubts));
            }
        };
    }

    /**
     * A write got no clear answer. If it shows, it landed, and the change goes on. If it does not, it may still be on its
     * way: that is unknown, never "untouched", and not repeated here, since the repetition might meet it.
     *
     * @param left how many moves were left, the doubtful one included
     */
    private Outcome lookBack(Problem problem, int left) {
        wrote = true;
        if (!(zone.look(allowance) instanceof Answer.Got<Standing>(Standing now))) return new Outcome.Unknown(problem);
        if (isHigher(now)) return new Outcome.Unknown(fenced(now));
        boolean landed = isMarked(now)
                && isBetween(now, plan.before())
                && Move.between(now, order.desired(), ttl).size() < left;
        if (!landed) return new Outcome.Unknown(problem);
        doubts += " (landed, although: " + problem + ")";
        return moveTraffic(now);
    }

    /** A failure that itself changed nothing. What was done before it, was done. */
    private Outcome failed(Problem problem) {
        return wrote ? new Outcome.Unknown(problem) : new Outcome.Untouched(problem);
    }

    /** Of marks that count no more the run leaves none behind; if one cannot be deleted, the next run will. */
    private void removeOldMarks(Standing now) {
        long kept = now.marks().stream()
                .filter(each -> each.epoch().equals(order.epoch()))
                .mapToLong(EpochMark::recordId)
                .min()
                .orElseThrow();
        for (EpochMark each : now.marks()) {
            if (each.recordId() == kept) continue;
            if (!(zone.removeMark(now.domain(), each, allowance) instanceof Answer.Got<Boolean>)) return;
        }
    }

    /** Looks up to {@value #LOOKS} times: a list may be older than our last write. */
    private Answer<Standing> lookUntil(Predicate<Standing> wanted) {
        Answer<Standing> last = zone.look(allowance);
        for (int looks = 1; looks < LOOKS; looks++) {
            boolean fine = last instanceof Answer.Got<Standing>(Standing now) && (wanted.test(now) || isHigher(now));
            if (fine || !allowance.rest(BETWEEN_LOOKS)) return last;
            last = zone.look(allowance);
        }
        return last;
    }

    private Optional<Problem> object(Standing now) {
        if (isHigher(now)) return Optional.of(fenced(now));
        Reading.Found before = plan.before();
        boolean asPlanned = now.epoch().equals(before.epoch()) && now.values().equals(before.values());
        // Our own mark stands, but what was to follow it was cut short.
        boolean ours = isMarked(now) && order.epoch().compareTo(before.epoch()) > 0 && isBetween(now, before);
        return asPlanned || ours ? Optional.empty() : Optional.of(conflict(now, "before we wrote anything"));
    }

    /** Each value that stands was there before or is wanted: records of one type move one by one, too. */
    private boolean isBetween(Standing now, Reading.Found before) {
        return now.values().entrySet().stream().allMatch(stands -> {
            Set<String> expected = new TreeSet<>(order.desired().of(stands.getKey()));
            expected.addAll(before.values().getOrDefault(stands.getKey(), Collections.emptySortedSet()));
            return expected.containsAll(stands.getValue());
        });
    }

    private boolean isDone(Standing now) {
        return isMarked(now) && Move.between(now, order.desired(), ttl).isEmpty();
    }

    private boolean isMarked(Standing now) {
        return now.epoch().equals(order.epoch());
    }

    private boolean isHigher(Standing now) {
        return now.epoch().compareTo(order.epoch()) > 0;
    }

    private static boolean has(Standing now, DnsRecord mark) {
        return now.marks().stream().anyMatch(each -> each.recordId() == mark.id());
    }

    private Problem fenced(Standing now) {
        return Problem.lasting(
                FaultCode.FENCED,
                "%s carries epoch %s, this run has %s: a later run took over%s"
                        .formatted(
                                target.id(),
                                now.epoch(),
                                order.epoch(),
                                wrote ? " while this one wrote; look at what stands there" : ""));
    }

    private Problem conflict(Standing now, String when) {
        return Problem.passing(
                FaultCode.CONFLICT,
                "%s answers %s with epoch %s %s, planned was %s with epoch %s: somebody else wrote"
                        .formatted(
                                target.id(),
                                now.values(),
                                now.epoch(),
                                when,
                                plan.before().values(),
                                plan.before().epoch()));
    }
}
