package dev.leeward.health;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Sighting;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns the sightings of one probe into a verdict that neither a hiccup nor flapping can fool: a leaky counter on the way
 * down, a streak on the way up.
 */
final class Damping {
    /** From "nothing known" so many OKs in a row are enough; a region that failed has to earn more. */
    private static final int FIRST_OKS = 2;

    private Damping() {}

    /** How {@code before} stands after {@code seen}. */
    static ProbeHealth fold(ProbeHealth before, Observation seen, HealthPolicy policy) {
        return switch (seen.sighting()) {
            case Sighting.Inconclusive _ -> noted(before, seen);
            case Sighting.Healthy _ -> answered(before, seen, policy);
            // It is shown, and keeps traffic from going there; on the verdict it has no more weight than an OK.
            case Sighting.Failing failing when failing.kind().isSuspicionOnly() -> answered(before, seen, policy);
            case Sighting.Failing failing -> failing(afterGap(before, seen, policy), seen, failing.kind(), policy);
        };
    }

    private static ProbeHealth answered(ProbeHealth before, Observation seen, HealthPolicy policy) {
        return isLate(before, seen) ? before : healthy(afterGap(before, seen, policy), seen, policy);
    }

    /** Forgets failures that turned out to have been seen with closed eyes. */
    static ProbeHealth forgetFailures(ProbeHealth before, Instant at) {
        boolean wasOnlyBlind = before.verdict() == Verdict.UNHEALTHY;
        return new ProbeHealth(
                before.probe(),
                wasOnlyBlind ? Verdict.UNKNOWN : before.verdict(),
                0,
                0,
                wasOnlyBlind ? at : before.since(),
                Optional.empty(),
                Optional.empty(),
                before.freshAt(),
                before.last());
    }

    /** Looks overlap: one that began before the newest that said anything cannot speak for the present. */
    private static boolean isLate(ProbeHealth before, Observation seen) {
        return before.freshAt().filter(at -> at.isAfter(seen.startedAt())).isPresent();
    }

    /** After a long silence "healthy" is no longer known; "unhealthy" still has to be earned back. */
    private static ProbeHealth afterGap(ProbeHealth before, Observation seen, HealthPolicy policy) {
        boolean silent = before.freshAt()
                .filter(at -> at.plus(policy.freshFor()).isBefore(seen.startedAt()))
                .isPresent();
        if (!silent) return before;
        boolean down = before.verdict() == Verdict.UNHEALTHY;
        return new ProbeHealth(
                before.probe(),
                down ? Verdict.UNHEALTHY : Verdict.UNKNOWN,
                down ? before.score() : 0,
                0,
                down ? before.since() : seen.endedAt(),
                down ? before.failingSince() : Optional.empty(),
                Optional.empty(),
                before.freshAt(),
                before.last());
    }

    private static ProbeHealth healthy(ProbeHealth before, Observation seen, HealthPolicy policy) {
        int streak = before.okStreak() + 1;
        boolean recovered = isRecovered(streak, policy);
        boolean emptied = isLongEnoughToForget(streak, policy) && before.verdict() != Verdict.UNHEALTHY;
        double score = emptied || recovered ? 0 : before.score();
        Verdict verdict = switch (before.verdict()) {
            case HEALTHY -> Verdict.HEALTHY;
            case UNHEALTHY -> recovered ? Verdict.HEALTHY : Verdict.UNHEALTHY;
            case UNKNOWN ->
                score == 0 && streak >= Math.min(FIRST_OKS, policy.recoveries()) ? Verdict.HEALTHY : Verdict.UNKNOWN;
        };
        var failingSince = score == 0 ? Optional.<Instant>empty() : before.failingSince();
        return next(before, seen, verdict, score, streak, failingSince, Optional.empty());
    }

    /** Fewer OKs in a row leave the counter as it is, so flapping adds up. */
    private static boolean isLongEnoughToForget(int streak, HealthPolicy policy) {
        return streak >= policy.resetAfter();
    }

    private static boolean isRecovered(int streak, HealthPolicy policy) {
        return streak >= policy.recoveries();
    }

    private static ProbeHealth failing(ProbeHealth before, Observation seen, FailureKind kind, HealthPolicy policy) {
        boolean late = isLate(before, seen);
        // The newest look that said anything was an OK: what an older one missed is over.
        if (late && before.okStreak() > 0) return before;
        double weight = kind == FailureKind.TIMED_OUT ? policy.timeoutWeight() : 1;
        double score = Math.min(policy.failures(), before.score() + weight);
        Verdict verdict = isFull(score, policy) ? Verdict.UNHEALTHY : before.verdict();
        var failingSince = before.failingSince()
                .filter(since -> since.isBefore(seen.startedAt()))
                .or(() -> Optional.of(seen.startedAt()));
        return next(before, seen, verdict, score, 0, failingSince, deadSince(before, seen, kind));
    }

    /** Whoever answers, and be it nonsense, may still be written to. */
    private static Optional<Instant> deadSince(ProbeHealth before, Observation seen, FailureKind kind) {
        if (kind.mayBeAlive()) return Optional.empty();
        return before.deadSince()
                .filter(since -> since.isBefore(seen.startedAt()))
                .or(() -> Optional.of(seen.startedAt()));
    }

    /** Weights such as 0.1 do not add up exactly in binary; a hair's breadth must not cost another look. */
    private static boolean isFull(double score, HealthPolicy policy) {
        return score > policy.failures() - 1e-9;
    }

    private static ProbeHealth next(
            ProbeHealth before,
            Observation seen,
            Verdict verdict,
            double score,
            int streak,
            Optional<Instant> failingSince,
            Optional<Instant> deadSince) {
        return new ProbeHealth(
                before.probe(),
                verdict,
                score,
                streak,
                verdict == before.verdict() ? before.since() : seen.endedAt(),
                failingSince,
                deadSince,
                before.freshAt().filter(at -> at.isAfter(seen.startedAt())).or(() -> Optional.of(seen.startedAt())),
                newest(before, seen));
    }

    private static Optional<Observation> newest(ProbeHealth before, Observation seen) {
        return before.last()
                .filter(l -> l.startedAt().isAfter(seen.startedAt()))
                .or(() -> Optional.of(seen));
    }

    /** Remembers {@code seen} as the newest look, which says nothing about the target. */
    static ProbeHealth noted(ProbeHealth before, Observation seen) {
        return new ProbeHealth(
                before.probe(),
                before.verdict(),
                before.score(),
                before.okStreak(),
                before.since(),
                before.failingSince(),
                before.deadSince(),
                before.freshAt(),
                newest(before, seen));
    }
}
