package dev.leeward.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When one probe looks next. Pure and immutable: time comes in as an argument.
 *
 * <p>Four rules:
 *
 * <ul>
 *   <li>Looks start at a fixed rate, at {@code anchor + k * interval}, however long they take, and what came in between
 *       does not shift that grid. The anchor is spread over the interval by a hash of the probe's name, so that a
 *       thousand probes do not look at once; the first look does not wait for it.
 *   <li>While the newest look that has ended was failing, looks start {@link Pace#burst} apart instead, overlapping if they
 *       must, at most {@link Pace#burstLimit} of them: a region that stays dead is not hammered. A healthy look re-arms that.
 *   <li>When something else speaks against the region, the next few looks start {@link Pace#burst} apart too, whatever they
 *       show: as many as a burst has.
 *   <li>A look that ends after a younger one says nothing any more: it only gives its place back.
 * </ul>
 *
 * @param pace what does not change from look to look
 * @param due when the next look is to start; empty while a look in flight must end first
 * @param lastStart when the newest look started
 * @param started how many looks have started; numbers the newest
 * @param judged number of the youngest look that has ended with an answer
 * @param inFlight how many have not ended
 * @param failing whether look number {@code judged} was failing
 * @param bursts how many burst looks have started since a look was healthy
 * @param spurt how many looks are still to start {@link Pace#burst} apart, whatever they show
 */
public record Cadence(
        Pace pace,
        Optional<Instant> due,
        Optional<Instant> lastStart,
        long started,
        long judged,
        int inFlight,
        boolean failing,
        int bursts,
        int spurt) {

    /**
     * What follows from the probe's configuration.
     *
     * @param interval from slot to slot of the grid
     * @param burst spacing from start to start while failing, at most {@code interval}
     * @param inFlightLimit at most so many looks at once: {@code ceil(timeout / burst) + 1}
     * @param burstLimit at most so many burst looks until one is healthy again
     * @param anchor a slot of the grid
     */
    public record Pace(Duration interval, Duration burst, int inFlightLimit, int burstLimit, Instant anchor) {}

    /** The first look does not wait longer than this for its turn. */
    private static final Duration FIRST_LOOK_WITHIN = Duration.ofSeconds(1);

    private static final long SPREAD = 1L << 20;

    /**
     * The cadence of a probe that has not looked yet.
     *
     * @param now the first look starts within a second of it, or within the interval where that is shorter
     * @param burstLimit at most so many burst looks per incident; 0 switches bursts off
     */
    public static Cadence of(Probe probe, Instant now, int burstLimit) {
        Duration burst = probe.burst().isPositive() && probe.burst().compareTo(probe.interval()) < 0
                ? probe.burst()
                : probe.interval();
        int overlapping = Math.toIntExact(ceilDiv(probe.timeout(), burst));
        Duration first = probe.interval().compareTo(FIRST_LOOK_WITHIN) < 0 ? probe.interval() : FIRST_LOOK_WITHIN;
        long turn = spread(probe.id());
        Instant anchor = now.plus(share(probe.interval(), turn));
        Pace pace = new Pace(probe.interval(), burst, overlapping + 1, burstLimit, anchor);
        Optional<Instant> due = Optional.of(now.plus(share(first, turn)));
        return new Cadence(pace, due, Optional.empty(), 0, 0, 0, false, 0, 0);
    }

    /** A look has started: number {@link #started()} of the result. */
    public Cadence started(Instant now) {
        int nowInFlight = inFlight + 1;
        int nowBursts = inBurst() ? bursts + 1 : bursts;
        int nowSpurt = Math.max(0, spurt - 1);
        boolean hurries = nowSpurt > 0 || (failing && nowBursts < pace.burstLimit);
        Optional<Instant> next = hurries ? Optional.of(now.plus(pace.burst)) : slotAfter(now);
        Optional<Instant> nowDue = nowInFlight < pace.inFlightLimit ? next : Optional.empty();
        return new Cadence(
                pace, nowDue, Optional.of(now), started + 1, judged, nowInFlight, failing, nowBursts, nowSpurt);
    }

    /**
     * Look number {@code look} has ended. An {@link Sighting.Inconclusive} neither starts nor ends a burst.
     *
     * @throws IllegalArgumentException if there was no such look
     */
    public Cadence ended(long look, Sighting sighting, Instant now) {
        if (look < 1 || look > started || inFlight < 1) {
            throw new IllegalArgumentException("look " + look + " of " + started + ", " + inFlight + " in flight");
        }
        boolean counts = look > judged && !(sighting instanceof Sighting.Inconclusive);
        boolean nowFailing = counts ? sighting instanceof Sighting.Failing : failing;
        int nowBursts = nowFailing || !counts ? bursts : 0;
        long nowJudged = counts ? look : judged;
        Cadence ended =
                new Cadence(pace, due, lastStart, started, nowJudged, inFlight - 1, nowFailing, nowBursts, spurt);
        return ended.dueAgain(now, nowFailing != failing);
    }

    /**
     * Asks for a look as soon as may be: now, or {@link Pace#burst} after the last start. The grid stays as it is. Nothing
     * changes where a look is due sooner anyway or no more may be in flight.
     */
    public Cadence outOfTurn(Instant now) {
        Instant soonest = lastStart
                .map(last -> last.plus(pace.burst))
                .filter(next -> next.isAfter(now))
                .orElse(now);
        boolean sooner = due.map(soonest::isBefore).orElse(false);
        return sooner ? withDue(Optional.of(soonest)) : this;
    }

    /** Asks for a look as soon as may be, and for as many more as a burst has; nothing changes while such looks are owed. */
    public Cadence hastened(Instant now) {
        if (spurt > 0) return this;
        return new Cadence(pace, due, lastStart, started, judged, inFlight, failing, bursts, pace.burstLimit)
                .outOfTurn(now);
    }

    private boolean inBurst() {
        return failing && bursts < pace.burstLimit;
    }

    private boolean hurries() {
        return spurt > 0 || inBurst();
    }

    /** The next start after a look ended: anew if a burst began or ended or a place was missing, as it was if not. */
    private Cadence dueAgain(Instant now, boolean changed) {
        if (due.isPresent() && !changed) return this;
        Instant last = lastStart.orElse(now);
        if (!hurries()) return withDue(slotAfter(due.isPresent() ? last : now));
        Instant next = last.plus(pace.burst);
        return withDue(Optional.of(next.isBefore(now) ? now : next));
    }

    /** The first slot of the grid after {@code moment}: slots that were missed are not made up for. */
    private Optional<Instant> slotAfter(Instant moment) {
        long nanos = ChronoUnit.NANOS.between(pace.anchor, moment);
        long slots = Math.floorDiv(nanos, pace.interval.toNanos()) + 1;
        return Optional.of(pace.anchor.plusNanos(Math.multiplyExact(slots, pace.interval.toNanos())));
    }

    private Cadence withDue(Optional<Instant> next) {
        return new Cadence(pace, next, lastStart, started, judged, inFlight, failing, bursts, spurt);
    }

    private static long ceilDiv(Duration length, Duration part) {
        return Math.ceilDiv(length.toNanos(), part.toNanos());
    }

    private static Duration share(Duration whole, long turn) {
        return Duration.ofNanos(Math.multiplyExact(whole.toNanos() / SPREAD, turn));
    }

    /** From 0 to {@link #SPREAD}, the same for the same name, far apart for names that differ in one digit. */
    private static long spread(ProbeId id) {
        long hash = id.value().hashCode() * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return (hash >>> 33) & (SPREAD - 1);
    }
}
