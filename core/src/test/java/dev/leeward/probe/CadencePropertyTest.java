package dev.leeward.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever looks show and however long they take. */
final class CadencePropertyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SEEDS = 300;
    private static final int LOOKS = 200;

    private record Ending(long look, Instant at, Sighting seen) {}

    private record Start(Instant at, boolean inBurst) {}

    @Test
    void the_promises_hold_for_any_course_of_events() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                play(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void play(Random random) {
        Duration interval = Duration.ofMillis(200 + random.nextInt(10_000));
        Duration timeout = interval.dividedBy(1 + random.nextInt(4));
        Duration burst = interval.dividedBy(1 + random.nextInt(10));
        int burstLimit = random.nextInt(15);
        Check check = new Check.Tcp("192.0.2.1", 80);
        Probe probe = new Probe(new ProbeId("p" + random.nextInt()), check, interval, timeout, burst);
        Cadence cadence = Cadence.of(probe, START, burstLimit);
        List<Start> starts = new ArrayList<>();
        PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::at));
        double failureRate = random.nextDouble();
        Instant now = START;
        while (starts.size() < LOOKS) {
            Ending next = endings.peek();
            boolean ends =
                    next != null && cadence.due().map(next.at()::isBefore).orElse(true);
            if (ends) {
                endings.remove();
                now = latest(now, next.at());
                cadence = cadence.ended(next.look(), next.seen(), now);
            } else {
                now = latest(now, cadence.due().orElseThrow());
                boolean inBurst = cadence.failing() && cadence.bursts() < burstLimit;
                cadence = cadence.started(now);
                starts.add(new Start(now, inBurst));
                endings.add(ending(cadence.started(), now, timeout, failureRate, random));
            }
            assertThat(cadence.inFlight()).isBetween(0, cadence.pace().inFlightLimit());
            assertThat(cadence.bursts()).isLessThanOrEqualTo(burstLimit);
        }
        judge(starts, interval, burst);
    }

    private static Ending ending(long look, Instant at, Duration timeout, double failureRate, Random random) {
        Duration took = timeout.multipliedBy(random.nextInt(101)).dividedBy(100);
        PhaseTimings timings = PhaseTimings.ofTotal(took);
        Sighting seen = random.nextDouble() < failureRate
                ? new Sighting.Failing(FailureKind.TIMED_OUT, "", timings)
                : random.nextInt(10) == 0
                        ? new Sighting.Inconclusive("", timings)
                        : new Sighting.Healthy(timings, List.of());
        return new Ending(look, at.plus(took), seen);
    }

    private static void judge(List<Start> starts, Duration interval, Duration burst) {
        for (int i = 1; i < starts.size(); i++) {
            Duration gap =
                    Duration.between(starts.get(i - 1).at(), starts.get(i).at());
            assertThat(gap).as("never longer than the interval").isLessThanOrEqualTo(interval);
            assertThat(gap).as("never backwards").isGreaterThanOrEqualTo(Duration.ZERO);
            if (starts.get(i).inBurst()) {
                assertThat(gap).as("never closer than a burst while failing").isGreaterThanOrEqualTo(burst);
            }
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
