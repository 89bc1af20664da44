package dev.leeward.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.signal.SignalBoard.Came;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SignalBoardTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, String> EAST = Map.of("region", "east");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignalBoard board = new SignalBoard(nanos::get);

    @Test
    void a_signal_fires_until_it_is_too_old_and_each_repetition_keeps_it_young() {
        assertThat(hear("a", SignalState.FIRING)).isEqualTo(Came.BEGAN);
        pass(Duration.ofSeconds(50));
        assertThat(fires()).isTrue();
        assertThat(hear("a", SignalState.FIRING)).as("no news").isEqualTo(Came.NOTED);
        pass(Duration.ofSeconds(50));
        assertThat(fires()).isTrue();
        pass(Duration.ofSeconds(20));
        assertThat(fires()).isFalse();
    }

    @Test
    void its_end_ends_it_and_the_end_of_another_does_not() {
        hear("a", SignalState.FIRING);
        hear("b", SignalState.OVER);
        assertThat(fires()).isTrue();
        hear("a", SignalState.UNDECIDED);
        assertThat(fires()).isFalse();
        assertThat(hear("a", SignalState.FIRING)).isEqualTo(Came.BEGAN);
    }

    @Test
    void only_what_has_all_labels_of_the_right_source_is_meant() {
        hear("a", SignalState.FIRING);
        assertThat(board.of("alerts", Map.of("region", "west"))).isEmpty();
        assertThat(board.of("alerts", Map.of("region", "east", "zone", "1"))).isEmpty();
        assertThat(board.of("others", EAST)).isEmpty();
    }

    @Test
    void what_was_long_on_the_way_is_no_younger_for_it() {
        board.hear(signal("a", SignalState.FIRING, Optional.empty()), true, Duration.ofMinutes(2));
        assertThat(fires()).isFalse();
        board.hear(signal("b", SignalState.FIRING, Optional.empty()), true, Duration.ofMinutes(-2));
        assertThat(fires()).isTrue();
        pass(Duration.ofSeconds(61));
        assertThat(fires()).as("and no clock makes it younger").isFalse();
    }

    @Test
    void a_late_delivery_does_not_bring_back_what_is_over() {
        var noon = Instant.parse("2026-03-01T12:00:00Z");
        board.hear(signal("a", SignalState.OVER, Optional.of(noon)), true, Duration.ZERO);
        var late = signal("a", SignalState.FIRING, Optional.of(noon.minusSeconds(1)));
        assertThat(board.hear(late, true, Duration.ZERO)).isEqualTo(Came.OUTDATED);
        assertThat(fires()).isFalse();
        var next = signal("a", SignalState.FIRING, Optional.of(noon.plusSeconds(1)));
        assertThat(board.hear(next, true, Duration.ZERO)).isEqualTo(Came.BEGAN);
    }

    @Test
    void one_source_cannot_fill_the_board_of_another() {
        hear("a", SignalState.FIRING);
        for (int i = 0; i < 5_000; i++) {
            board.hear(
                    new Signal("flood", "f" + i, SignalState.FIRING, Optional.empty(), EAST, "f"),
                    false,
                    Duration.ZERO);
        }
        assertThat(board.of("flood", EAST)).hasSize(1_000);
        assertThat(fires()).isTrue();
    }

    @Test
    void what_a_source_said_that_is_gone_is_forgotten() {
        hear("a", SignalState.FIRING);
        board.retain(Set.of("alerts"));
        assertThat(fires()).isTrue();
        board.retain(Set.of());
        assertThat(fires()).isFalse();
    }

    private Came hear(String identity, SignalState state) {
        return board.hear(signal(identity, state, Optional.empty()), true, Duration.ZERO);
    }

    private static Signal signal(String identity, SignalState state, Optional<Instant> at) {
        return new Signal("alerts", identity, state, at, EAST, "as the test wants it");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private boolean fires() {
        return board.of("alerts", EAST).stream().anyMatch(heard -> heard.fires(MINUTE));
    }
}
