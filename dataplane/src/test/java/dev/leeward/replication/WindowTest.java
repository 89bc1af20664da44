package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.table.Sequence;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class WindowTest {
    private final Window window = new Window(3);

    @Test
    void reading_goes_on_after_the_last_record_before_which_nothing_is_open() {
        Window.Slot first = window.open(at(1), 2);
        Window.Slot second = window.open(at(2), 1);
        window.close(second);
        window.close(first);
        assertThat(window.applied()).isEmpty();
        window.close(first);
        assertThat(window.applied()).contains(at(2));
    }

    @Test
    void what_nobody_has_to_apply_is_applied_but_does_not_overtake() {
        Window.Slot first = window.open(at(1), 1);
        window.open(at(2), 0);
        assertThat(window.applied()).isEmpty();
        window.close(first);
        assertThat(window.applied()).contains(at(2));
    }

    @Test
    void it_has_an_end() {
        window.open(at(1), 1);
        window.open(at(2), 1);
        assertThat(window.room()).isEqualTo(1);
        window.open(at(3), 1);
        assertThat(window.room()).isZero();
    }

    private static Sequence at(long number) {
        return new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(number));
    }
}
