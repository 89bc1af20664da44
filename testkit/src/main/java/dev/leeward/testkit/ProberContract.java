package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Prober} must hold, whatever it looks at. */
public abstract class ProberContract {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** A thread that has to wait for a busy machine is not a broken promise. */
    private static final Duration SCHEDULING = Duration.ofSeconds(30);

    /** The prober under test, made anew for each test, which closes it. */
    protected abstract Prober prober();

    /** A target that is as expected. */
    protected abstract Check healthy();

    /** A target that is there and at fault. */
    protected abstract Check failing();

    /** A target that never answers. */
    protected abstract Check silent();

    /** What it says of silence. */
    protected Class<? extends Sighting> ofSilence() {
        return Sighting.Failing.class;
    }

    private static Probe probe(Check check, Duration timeout) {
        return new Probe(new ProbeId("contract"), check, timeout, timeout, timeout);
    }

    @Test
    void a_target_as_expected_is_healthy() {
        try (Prober prober = prober()) {
            assertThat(look(prober, healthy(), LONG)).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void a_target_at_fault_is_failing() {
        try (Prober prober = prober()) {
            assertThat(look(prober, failing(), LONG)).isInstanceOf(Sighting.Failing.class);
        }
    }

    @Test
    void a_silent_target_ends_at_the_deadline_and_not_before() {
        Duration timeout = Duration.ofMillis(300);
        try (Prober prober = prober()) {
            long start = System.nanoTime();
            Sighting seen = look(prober, silent(), timeout);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(seen).isInstanceOf(ofSilence());
            assertThat(took).isBetween(timeout, timeout.plus(SCHEDULING));
            assertThat(seen.timings().total()).isBetween(timeout.minusMillis(1), timeout.plus(SCHEDULING));
        }
    }

    @Test
    void a_look_returns_at_once() {
        LinkedBlockingQueue<Sighting> seen = new LinkedBlockingQueue<>();
        try (Prober prober = prober()) {
            prober.look(probe(silent(), LONG), seen::add);
            assertThat(seen).as("what was seen when the call returned").isEmpty();
        }
    }

    @Test
    void each_sink_is_called_exactly_once() {
        List<AtomicInteger> calls = new ArrayList<>();
        try (Prober prober = prober()) {
            for (int i = 0; i < 10; i++) {
                for (Check check : List.of(healthy(), failing(), silent())) {
                    AtomicInteger count = new AtomicInteger();
                    calls.add(count);
                    prober.look(probe(check, Duration.ofMillis(500)), sighting -> count.incrementAndGet());
                }
            }
            Await.until("all looks have ended", LONG, () -> calls.stream().allMatch(count -> count.get() > 0));
        }
        assertThat(calls).allMatch(count -> count.get() == 1);
    }

    @Test
    void closing_ends_looks_in_flight_as_inconclusive() {
        LinkedBlockingQueue<Sighting> seen = new LinkedBlockingQueue<>();
        Prober prober = prober();
        for (int i = 0; i < 5; i++) prober.look(probe(silent(), LONG), seen::add);
        prober.close();
        for (int i = 0; i < 5; i++) assertThat(next(seen, SCHEDULING)).isInstanceOf(Sighting.Inconclusive.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void a_closed_prober_answers_inconclusive() {
        Prober prober = prober();
        prober.close();
        assertThat(look(prober, healthy(), LONG)).isInstanceOf(Sighting.Inconclusive.class);
    }

    @Test
    void a_sink_that_throws_does_not_stop_the_prober() {
        try (Prober prober = prober()) {
            prober.look(probe(healthy(), LONG), sighting -> {
                throw new IllegalStateException("thrown by the test on purpose");
            });
            assertThat(look(prober, healthy(), LONG)).isInstanceOf(Sighting.Healthy.class);
            assertThat(look(prober, healthy(), LONG)).isInstanceOf(Sighting.Healthy.class);
        }
    }

    private static Sighting look(Prober prober, Check check, Duration timeout) {
        LinkedBlockingQueue<Sighting> seen = new LinkedBlockingQueue<>();
        prober.look(probe(check, timeout), seen::add);
        return next(seen, timeout.plus(SCHEDULING));
    }

    private static Sighting next(LinkedBlockingQueue<Sighting> seen, Duration within) {
        try {
            Sighting next = seen.poll(within.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) throw new AssertionError("No sighting within " + within);
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
