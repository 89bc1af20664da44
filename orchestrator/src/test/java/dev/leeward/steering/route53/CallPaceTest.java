package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallPaceTest {
    private final SkippingTicker ticker = new SkippingTicker();
    private final CallPace pace = new CallPace(5, 5, ticker);

    @Test
    void five_calls_go_at_once_and_the_next_one_waits_a_fifth_of_a_second() throws InterruptedException {
        for (int i = 0; i < 5; i++) assertThat(pace.await(within(1_000))).isTrue();
        assertThat(ticker.nanos()).isZero();
        assertThat(pace.await(within(1_000))).isTrue();
        assertThat(ticker.nanos()).isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void a_call_whose_turn_comes_too_late_is_told_at_once_and_takes_nobodys_turn() throws InterruptedException {
        for (int i = 0; i < 5; i++) assertThat(pace.await(within(0))).isTrue();
        for (int i = 0; i < 9; i++) assertThat(pace.await(within(199))).isFalse();
        assertThat(ticker.nanos()).isZero();
        assertThat(pace.await(within(200))).isTrue();
    }

    @Test
    void ten_seconds_bring_five_calls_a_second_and_never_more_than_five_on_top() throws InterruptedException {
        int calls = 0;
        while (ticker.nanos() <= Duration.ofSeconds(10).toNanos() && pace.await(within(1_000))) calls++;
        assertThat(calls).isBetween(50, 56);
        ticker.rest(Duration.ofHours(1));
        int burst = 0;
        while (pace.await(within(0))) burst++;
        assertThat(burst).isEqualTo(5);
    }

    private Deadline within(int millis) {
        return Deadline.after(Duration.ofMillis(millis), ticker);
    }
}
