package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event.NoticeDelivered;
import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChannelQueueTest {
    private static final Delivered DONE = new Delivered.Done();
    private static final Delivered BUSY = new Delivered.Failed(Problem.passing(FaultCode.UNAVAILABLE, "answered 503"));

    private final ChannelQueue queue = new ChannelQueue("hook", DeliveryPolicy.defaults(), () -> 1.0);
    private Instant now = NOON;

    @Test
    void a_notice_is_due_at_once_and_gone_when_it_was_taken() {
        assertThat(queue.offer(notice(1), now)).isEmpty();
        assertThat(queue.due(now)).contains(notice(1));
        assertThat(queue.attempted(notice(1), DONE, now)).contains(new NoticeDelivered(1, "hook", Optional.empty()));
        assertThat(queue.nextDue()).isEmpty();
    }

    @Test
    void a_failure_is_tried_again_after_pauses_that_double_up_to_a_limit() {
        queue.offer(notice(1), now);
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 12; i++) pauses.add(fail(BUSY).toSeconds());
        assertThat(pauses).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L));
    }

    @Test
    void chance_shortens_a_pause_by_up_to_a_half() {
        var policy = DeliveryPolicy.defaults();
        assertThat(policy.pause(3, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.pause(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.pause(2_000, 1)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void what_the_other_side_asks_for_is_honoured_when_it_is_longer() {
        queue.offer(notice(1), now);
        assertThat(fail(throttled(Duration.ofMinutes(20)))).isEqualTo(Duration.ofMinutes(20));
        assertThat(fail(throttled(Duration.ZERO))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_problem_that_will_not_pass_is_given_up_with_a_record() {
        queue.offer(notice(1), now);
        var refused = new Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 410"));
        assertThat(queue.attempted(notice(1), refused, now))
                .contains(new NoticeDelivered(1, "hook", Optional.of("REJECTED: answered 410")));
        assertThat(queue.nextDue()).isEmpty();
    }

    @Test
    void a_day_of_failures_ends_with_one_record() {
        queue.offer(notice(1), now);
        Optional<NoticeDelivered> end = Optional.empty();
        int attempts = 0;
        while (end.isEmpty()) {
            now = queue.nextDue().orElseThrow();
            assertThat(queue.due(now)).contains(notice(1));
            end = queue.attempted(notice(1), BUSY, now);
            attempts++;
        }
        assertThat(now).isEqualTo(NOON.plus(Duration.ofDays(1)));
        assertThat(end).contains(new NoticeDelivered(1, "hook", Optional.of("UNAVAILABLE: answered 503")));
        assertThat(attempts).isBetween(290, 310);
        assertThat(queue.nextDue()).isEmpty();
    }

    @Test
    void a_notice_that_fails_lets_others_pass() {
        queue.offer(notice(1), now);
        queue.offer(notice(2), now);
        queue.attempted(notice(1), BUSY, now);
        assertThat(queue.due(now)).contains(notice(2));
        queue.attempted(notice(2), DONE, now);
        assertThat(queue.due(now)).isEmpty();
        assertThat(queue.due(now.plusSeconds(1))).contains(notice(1));
    }

    @Test
    void a_notice_that_is_in_twice_is_delivered_once() {
        queue.offer(notice(1), now);
        queue.offer(notice(1), now);
        queue.attempted(notice(1), DONE, now);
        assertThat(queue.nextDue()).isEmpty();
    }

    @Test
    void a_full_queue_lets_the_oldest_go_with_a_record() {
        for (long sequence = 1; sequence <= 500; sequence++) {
            assertThat(queue.offer(notice(sequence), now)).isEmpty();
        }
        assertThat(queue.offer(notice(501), now))
                .contains(new NoticeDelivered(1, "hook", Optional.of("more than 500 notices waited")));
        assertThat(queue.attempted(notice(1), DONE, now)).isEmpty();
        assertThat(queue.due(now)).contains(notice(2));
    }

    /** Lets the next attempt fail; the pause after it. */
    private Duration fail(Delivered with) {
        now = queue.nextDue().orElseThrow();
        assertThat(queue.attempted(notice(1), with, now)).isEmpty();
        return Duration.between(now, queue.nextDue().orElseThrow());
    }

    private static Delivered throttled(Duration wait) {
        return new Delivered.Failed(Problem.passing(FaultCode.THROTTLED, "answered 429", wait));
    }
}
