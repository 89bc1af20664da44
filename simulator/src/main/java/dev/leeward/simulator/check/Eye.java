package dev.leeward.simulator.check;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.time.Instant;

/**
 * What one vantage point saw through one probe. Counts failures at least as generously as any honest way to count them
 * does: whatever this does not hold for failing long enough, nobody may.
 */
final class Eye {
    /** Weights such as 0.1 do not add up exactly in binary. */
    private static final double HAIR = 1e-9;

    private Lookouts.Place place;
    private Instant newest = Instant.MIN;
    private boolean newestHealthy;
    private boolean newestFailing;
    private Instant newestAnswer = Instant.MIN;
    private Instant newestAnswerTrue = Instant.MIN;
    private Instant newestAnswerOver = Instant.MIN;
    private boolean answered;
    private Instant lastOk = Instant.MIN;
    private Instant firstOkTrue = Instant.MAX;
    private Instant blindUntil = Instant.MIN;
    private Instant unsureUntil = Instant.MIN;
    private double score;
    private int streak;
    private int surelyOk;
    private boolean down;
    private Instant firstFailure = Instant.MAX;
    private double inARow;
    private Instant certainlyDown = Instant.MIN;
    private double least;
    private Instant failedSince = Instant.MAX;

    Eye(Lookouts.Place place) {
        this.place = place;
    }

    Lookouts.Place place() {
        return place;
    }

    void place(Lookouts.Place next) {
        place = next;
    }

    /** Takes in that this was the newest look, whatever it showed. */
    void note(Observation seen) {
        if (seen.startedAt().isBefore(newest)) return;
        newest = seen.startedAt();
        newestHealthy = seen.sighting() instanceof Sighting.Healthy;
        newestFailing = seen.sighting() instanceof Sighting.Failing;
    }

    void ok(Instant at, Instant start, Instant startTrue) {
        if (start.isAfter(lastOk)) lastOk = start;
        if (startTrue.isBefore(firstOkTrue)) firstOkTrue = startTrue;
        if (start.isBefore(newestAnswer)) return;
        afterSilence(start);
        streak++;
        surelyOk++;
        inARow = 0;
        if (streak >= policy().recoveries()) recover();
        else if (!down && streak >= policy().resetAfter()) score = 0;
        if (surelyOk >= policy().recoveries() || (!failed() && surelyOk >= policy().resetAfter())) forget();
        answer(at, start, startTrue, true);
    }

    void failure(Instant at, Instant start, Instant startTrue, FailureKind kind) {
        boolean late = start.isBefore(newestAnswer);
        // Looks overlap: what one missed that began before the newest, which was answered, is over.
        if (late && answered) return;
        afterSilence(start);
        double weight = kind == FailureKind.TIMED_OUT ? policy().timeoutWeight() : 1;
        if (score == 0 || start.isBefore(firstFailure)) firstFailure = start;
        streak = 0;
        score += weight;
        down |= score > policy().failures() - HAIR;
        if (late) return;
        if (start.isBefore(unsureUntil)) {
            answer(at, start, startTrue, false);
            return;
        }
        surelyOk = 0;
        least += weight;
        if (failed() && failedSince.equals(Instant.MAX)) failedSince = at;
        inARow += weight;
        if (inARow > policy().failures() - HAIR) certainlyDown = at;
        answer(at, start, startTrue, false);
    }

    /** It failed, while nothing else was seen either: proves nothing. */
    void failureUnseeing(Instant at, Instant start, Instant startTrue) {
        if (!start.isBefore(newestAnswer)) afterSilence(start);
        streak = 0;
        inARow = 0;
        if (!start.isBefore(newestAnswer)) answer(at, start, startTrue, false);
    }

    /** Nothing elsewhere answers at {@code ended}; {@code proof}: start of the last look elsewhere that was answered. */
    void blind(Instant ended, Instant proof) {
        if (ended.isAfter(blindUntil)) blindUntil = ended;
        inARow = 0;
        forget();
        if (score > 0 && firstFailure.isAfter(proof)) recover();
    }

    /** Something elsewhere answered again at {@code ended}: what began before need not be held against anybody. */
    void sightReturned(Instant ended) {
        if (ended.isAfter(unsureUntil)) unsureUntil = ended;
    }

    /** So much failed at once at {@code ended} that the vantage point may be suspected itself. */
    void suspected(Instant ended) {
        if (ended.isAfter(unsureUntil)) unsureUntil = ended;
        inARow = 0;
        forget();
    }

    private void recover() {
        score = 0;
        down = false;
    }

    private void afterSilence(Instant start) {
        if (newestAnswer.equals(Instant.MIN)) return;
        if (!newestAnswer.plus(policy().freshFor()).isBefore(start)) return;
        streak = 0;
        surelyOk = 0;
        inARow = 0;
        if (!down) score = 0;
        if (!failed()) forget();
    }

    private void forget() {
        least = 0;
        failedSince = Instant.MAX;
    }

    private void answer(Instant at, Instant start, Instant startTrue, boolean ok) {
        newestAnswer = start;
        newestAnswerTrue = startTrue;
        newestAnswerOver = at;
        answered = ok;
    }

    private HealthPolicy policy() {
        return place.policy();
    }

    /** Whether the newest look, whatever it showed, was not a healthy one. */
    boolean silent() {
        return !newest.equals(Instant.MIN) && !newestHealthy;
    }

    /** Whether the newest look showed a failure. */
    boolean failing() {
        return newestFailing;
    }

    /** Start, by the node's clock, of the newest look that was answered. */
    Instant lastOk() {
        return lastOk;
    }

    /** Start of the first look that was answered, in true time; far in the future before it. */
    Instant firstOkTrue() {
        return firstOkTrue;
    }

    /** A look that began before this, by the node's clock, proves nothing. */
    Instant blindUntil() {
        return blindUntil;
    }

    /** Whether the newest look that said anything about the region was answered as it should. */
    boolean answered() {
        return answered;
    }

    /** Start of that look, in true time. */
    Instant newestAnswerTrue() {
        return newestAnswerTrue;
    }

    /** When it was over, in true time: another look that began before then is neither older nor newer. */
    Instant newestAnswerOver() {
        return newestAnswerOver;
    }

    /** Whether the look that said something is older than evidence may be. */
    boolean stale(Instant at, Duration freshFor) {
        return newestAnswerTrue.equals(Instant.MIN) || Drift.longer(newestAnswerTrue, at, freshFor);
    }

    /** Whether failures may have added up, and enough good looks in a row have not followed. */
    boolean down() {
        return down;
    }

    /**
     * Whether failures have surely added up, seen with open eyes and in order, and surely not enough good looks in a row have
     * followed.
     */
    boolean failed() {
        return least > policy().failures() - HAIR;
    }

    /** Since when, in true time; far in the future while they have not. */
    Instant failedSince() {
        return failedSince;
    }

    /** Start of the newest look that said something, by the node's clock. */
    Instant newestAnswer() {
        return newestAnswer;
    }

    /** Start of the first of these failures, by the node's clock. */
    Instant firstFailure() {
        return firstFailure;
    }

    /** When so many failures in a row were seen last that there is no doubt about it. */
    Instant certainlyDown() {
        return certainlyDown;
    }
}
