package dev.leeward.decision;

import static dev.leeward.decision.RuleCheck.blocks;
import static dev.leeward.decision.RuleCheck.holds;

import dev.leeward.health.RegionHealth;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.RecoveryPoint;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules about data: what an unplanned move would lose, and whether a planned one finds everything there. */
final class CopyRules {
    /** How far a region may be behind and still take over as planned, where no limit on data loss says less or more. */
    private static final Duration CLOSE = Duration.ofMinutes(1);

    /** As long after its start a node has heard of every link that is told of, more than once. */
    private static final Duration FIRST_NOTES = Duration.ofMinutes(1);

    private CopyRules() {}

    /** Whether what would be lost if {@code to} took over from {@code from} is within the limit (S11). */
    static RuleCheck loss(Situation s, RegionName from, RegionName to) {
        var limit = s.service().failover().maxLoss();
        if (limit.isEmpty()) {
            return holds(
                    Rule.DATA_LOSS,
                    s.copies().isEmpty()
                            ? "no limit on data loss is set"
                            : "no limit on data loss is set; " + estimate(s, from, to));
        }
        var most = Words.of(limit.get());
        return recovery(s, from, to).isWithin(limit.get())
                ? holds(Rule.DATA_LOSS, estimate(s, from, to) + ", and at most " + most + " may be")
                : blocks(
                        Rule.DATA_LOSS,
                        estimate(s, from, to) + ", and at most " + most + " may be",
                        "a lag that is known to be within the limit, or `leeward approve "
                                + s.service().name() + "`");
    }

    /** The same where a person has seen the estimate and approved. */
    static RuleCheck accepted(Situation s, RegionName from, RegionName to) {
        return holds(
                Rule.DATA_LOSS,
                s.copies().isEmpty() ? "no data is declared" : estimate(s, from, to) + "; approved by a person");
    }

    /** That of a move whose origin is not known. */
    static RuleCheck lossFromNowhere(Situation s) {
        if (s.service().failover().maxLoss().isEmpty()) return holds(Rule.DATA_LOSS, "no limit on data loss is set");
        return blocks(
                Rule.DATA_LOSS,
                "it is not known which region is left, nor what would be lost",
                "the active region is known");
    }

    /** What would be lost, with its figures. */
    static String estimate(Situation s, RegionName from, RegionName to) {
        return figures(s, from, to) + rules(s, from, to);
    }

    /** Where a figure is no proof: by which rule it was come to. */
    private static String rules(Situation s, RegionName from, RegionName to) {
        return s.copies().between(from, to).stream()
                .flatMap(link ->
                        link.progress().rule().map(rule -> "; " + link.link().table() + " " + rule).stream())
                .collect(Collectors.joining());
    }

    private static String figures(Situation s, RegionName from, RegionName to) {
        return switch (recovery(s, from, to)) {
            case RecoveryPoint.Unknown(List<String> reasons) ->
                "it is not known what would be lost (" + String.join("; ", reasons) + ")";
            case RecoveryPoint.Known(Instant reached, Duration loss, long _, long about) ->
                loss.isZero()
                        ? "nothing would be lost: " + to + " has all of " + from + " until " + reached
                        : "%s of writes would be lost%s: %s has all of %s until %s"
                                .formatted(Words.of(loss), about > 0 ? ", about " + about : "", to, from, reached);
        };
    }

    /**
     * Whether {@code to} has all that was written in {@code from} while it could not, and is close behind now (S9): its safe
     * time is later than when it last became healthy and than when the last move ended, and not long ago.
     */
    static RuleCheck converged(Situation s, RegionName from, RegionHealth to) {
        var limit = s.service().failover().maxLoss();
        if (s.copies().isEmpty()) {
            return limit.isEmpty()
                    ? holds(Rule.CONVERGED, "no data is declared: nothing to prove")
                    : blocks(
                            Rule.CONVERGED,
                            "nothing proves that the data in " + to.region() + " has caught up: no table is declared",
                            "the service's tables under data:");
        }
        var since = mustCover(s, to);
        var oldest = s.now().minus(limit.orElse(CLOSE));
        var against = new ArrayList<String>();
        Optional<Instant> reached = Optional.empty();
        for (LinkEvidence link : s.copies().between(from, to.region())) {
            var safe = link.progress().safeTime();
            if (safe.isEmpty()) {
                against.add(
                        link.link().table() + ": " + link.progress().reason().orElse("unknown"));
            } else if (!safe.get().isAfter(since)) {
                against.add("%s: all until %s is there, and what was written until %s has to be"
                        .formatted(link.link().table(), safe.get(), since));
            } else if (safe.get().isBefore(oldest)) {
                against.add("%s: is %s behind, and may be %s"
                        .formatted(
                                link.link().table(),
                                Words.of(Duration.between(safe.get(), s.now())),
                                Words.of(limit.orElse(CLOSE))));
            }
            if (reached.isEmpty() || safe.filter(reached.get()::isAfter).isPresent()) reached = safe;
        }
        if (!against.isEmpty()) {
            return blocks(
                    Rule.CONVERGED,
                    "nothing proves that the data in " + to.region() + " has caught up (" + String.join("; ", against)
                            + ")",
                    "replication that catches up, seen in the notes in " + to.region());
        }
        return holds(
                Rule.CONVERGED,
                to.region() + " has all of " + from
                        + reached.map(at -> " until " + at + ", " + Words.ago(at, s.now()))
                                .orElse(", which keeps nothing")
                        + rules(s, from, to.region()));
    }

    /** The latest moment at which something may have been written that {@code to} could not be brought at once. */
    private static Instant mustCover(Situation s, RegionHealth to) {
        return s.past().stream()
                .filter(Situation.Transition::movedAnything)
                .map(Situation.Transition::completedAt)
                .filter(to.since()::isBefore)
                .max(Instant::compareTo)
                .orElse(to.since());
    }

    /** What a person should know while all is well: that a failover would have to wait for somebody. */
    static Optional<Alarm> wouldBeHeld(Situation s, RegionName from, RegionName to) {
        boolean late = !s.now().isBefore(s.startedAt().plus(FIRST_NOTES));
        boolean asks = s.service().failover().mode() == FailoverPolicy.Mode.AUTOMATIC;
        if (!late || !asks || s.copies().isEmpty() || loss(s, from, to).holds()) return Optional.empty();
        return Optional.of(new Alarm(
                "data-behind",
                Alarm.Severity.NOTICE,
                "If %s failed now, a person would have to decide: %s."
                        .formatted(from, loss(s, from, to).sentence())));
    }

    private static RecoveryPoint recovery(Situation s, RegionName from, RegionName to) {
        var lastWrite = s.healthOf(from).flatMap(RegionHealth::deadSince).orElse(s.now());
        return s.copies().recovery(from, to, lastWrite.isAfter(s.now()) ? s.now() : lastWrite);
    }
}
