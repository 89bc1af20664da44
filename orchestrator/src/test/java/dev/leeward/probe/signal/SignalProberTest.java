package dev.leeward.probe.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import dev.leeward.prober.Looks;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalBoard;
import dev.leeward.signal.SignalState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SignalProberTest {
    private static final Check.Signal CHECK =
            new Check.Signal("alerts", Map.of("region", "east"), Duration.ofMinutes(10));

    private final AtomicLong nanos = new AtomicLong();
    private final SignalBoard board = new SignalBoard(nanos::get);

    @Test
    void nobody_says_otherwise_as_long_as_nothing_was_heard() {
        assertThat(look())
                .isInstanceOfSatisfying(
                        Sighting.Healthy.class, ok -> assertThat(ok.warnings()).isEmpty());
    }

    @Test
    void a_signed_signal_is_a_failure_with_its_sentence_and_its_age() {
        hear("a", SignalState.FIRING, true);
        hear("b", SignalState.FIRING, false);
        nanos.addAndGet(Duration.ofSeconds(12).toNanos());
        assertThat(look()).isInstanceOfSatisfying(Sighting.Failing.class, bad -> {
            assertThat(bad.kind()).isEqualTo(FailureKind.SIGNALLED);
            assertThat(bad.kind().mayBeAlive()).isTrue();
            assertThat(bad.detail()).isEqualTo("a: no orders; alerts said so 12 s ago");
        });
    }

    @Test
    void an_unsigned_one_is_a_suspicion() {
        hear("a", SignalState.FIRING, false);
        assertThat(look()).isInstanceOfSatisfying(Sighting.Failing.class, bad -> {
            assertThat(bad.kind()).isEqualTo(FailureKind.SUSPECTED);
            assertThat(bad.detail()).endsWith(", unsigned");
        });
    }

    @Test
    void what_is_over_undecided_or_old_speaks_against_nobody_and_is_said() {
        hear("a", SignalState.UNDECIDED, true);
        assertThat(quiet()).contains("cannot tell");
        hear("a", SignalState.OVER, true);
        assertThat(quiet()).isEqualTo("alerts said 0 s ago that this is over: a: no orders");
        hear("a", SignalState.FIRING, true);
        nanos.addAndGet(Duration.ofSeconds(601).toNanos());
        assertThat(quiet()).isEqualTo("a: no orders; alerts said so 601 s ago, and not again within 600 s");
    }

    private String quiet() {
        return look() instanceof Sighting.Healthy healthy ? healthy.warnings().getFirst() : "it fails";
    }

    private Sighting look() {
        try (var prober = new SignalProber(board)) {
            return Looks.once(prober, CHECK, Duration.ofSeconds(30));
        }
    }

    private void hear(String identity, SignalState state, boolean signed) {
        board.hear(
                new Signal(
                        "alerts",
                        identity,
                        state,
                        Optional.empty(),
                        Map.of("region", "east"),
                        identity + ": no orders"),
                signed,
                Duration.ZERO);
    }
}
