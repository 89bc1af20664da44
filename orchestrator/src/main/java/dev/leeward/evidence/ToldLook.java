package dev.leeward.evidence;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One look as it is told. It says how old it is and never what time it was: nobody's clock is trusted.
 *
 * @param number in the order of telling, from 1
 * @param check fingerprint of what the probe asks and expects
 * @param ageMicros from the look's start until the answer was written
 * @param tookMicros from its start to its end
 * @param saw healthy, failing or inconclusive
 * @param failure how it failed
 * @param detail for people
 */
public record ToldLook(
        long number,
        String probe,
        String check,
        long ageMicros,
        long tookMicros,
        String saw,
        Optional<String> failure,
        Optional<String> detail) {
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_DETAIL = 200;
    /** Longer than any evidence is fresh, and short enough to calculate with. */
    private static final long MOST_MICROS = Duration.ofDays(7).toNanos() / 1_000;

    public ToldLook {
        boolean named = !probe.isBlank() && probe.length() <= LONGEST_NAME && check.length() <= LONGEST_NAME;
        boolean possible = number > 0 && tookMicros >= 0 && tookMicros <= ageMicros && ageMicros <= MOST_MICROS;
        if (!named || !possible || saw.length() > LONGEST_NAME) throw new IllegalArgumentException("no look");
        detail = detail.map(text -> cut(text));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }

    static ToldLook of(long number, Observation seen, String check, Duration age) {
        long took = Math.max(0, micros(Duration.between(seen.startedAt(), seen.endedAt())));
        long old = Math.clamp(micros(age), took, Math.max(took, MOST_MICROS));
        return switch (seen.sighting()) {
            case Sighting.Healthy _ ->
                of(number, seen, check, old, took, "healthy", Optional.empty(), Optional.empty());
            case Sighting.Failing bad ->
                of(
                        number,
                        seen,
                        check,
                        old,
                        took,
                        "failing",
                        Optional.of(lower(bad.kind())),
                        Optional.of(bad.detail()));
            case Sighting.Inconclusive open ->
                of(number, seen, check, old, took, "inconclusive", Optional.empty(), Optional.of(open.why()));
        };
    }

    private static ToldLook of(
            long number,
            Observation seen,
            String check,
            long age,
            long took,
            String saw,
            Optional<String> failure,
            Optional<String> detail) {
        return new ToldLook(number, seen.probe().value(), check, age, took, saw, failure, detail);
    }

    /** What was seen; empty when it is nothing that this version knows. */
    Optional<Sighting> sighting() {
        var took = PhaseTimings.ofTotal(took());
        return switch (saw) {
            case "healthy" -> Optional.of(new Sighting.Healthy(took, List.of()));
            case "failing" -> kind().map(kind -> new Sighting.Failing(kind, detail.orElse(""), took));
            case "inconclusive" -> Optional.of(new Sighting.Inconclusive(detail.orElse(""), took));
            default -> Optional.empty();
        };
    }

    private Optional<FailureKind> kind() {
        for (var kind : FailureKind.values()) {
            if (failure.filter(lower(kind)::equals).isPresent()) return Optional.of(kind);
        }
        return Optional.empty();
    }

    Duration age() {
        return Duration.of(ageMicros, ChronoUnit.MICROS);
    }

    Duration took() {
        return Duration.of(tookMicros, ChronoUnit.MICROS);
    }

    private static long micros(Duration length) {
        return length.toNanos() / 1_000;
    }

    private static String lower(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
