package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.cleared;
import static dev.leeward.notify.Notices.notice;
import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Audience.Severity;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.notify.ChannelQueue.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
        assertThat(queue.attempted(notice(1), DONE, now).ended()).contains(new Ended(notice(1), Optional.empty()));
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
        assertThat(queue.attempted(notice(1), refused, now).ended())
                .contains(new Ended(notice(1), Optional.of("REJECTED: answered 410")));
        assertThat(queue.nextDue()).isEmpty();
    }

    @Test
    void a_day_of_failures_ends_with_one_record() {
        queue.offer(notice(1), now);
        Optional<Ended> end = Optional.empty();
        int attempts = 0;
        while (end.isEmpty()) {
            now = queue.nextDue().orElseThrow();
            assertThat(queue.due(now)).contains(notice(1));
            end = queue.attempted(notice(1), BUSY, now).ended();
            attempts++;
        }
        assertThat(now).isEqualTo(NOON.plus(Duration.ofDays(1)));
        assertThat(end).contains(new Ended(notice(1), Optional.of("UNAVAILABLE: answered 503")));
        assertThat(attempts).isBetween(290, 310);
        assertThat(queue.nextDue()).isEmpty();
    }

    @Test
    void a_notice_that_fails_lets_those_of_other_matters_pass() {
        var other = raised(2, "other");
        queue.offer(notice(1), now);
        queue.offer(other, now);
        queue.attempted(notice(1), BUSY, now);
        assertThat(queue.due(now)).contains(other);
        queue.attempted(other, DONE, now);
        assertThat(queue.due(now)).isEmpty();
        assertThat(queue.due(now.plusSeconds(1))).contains(notice(1));
    }

    @Test
    void no_end_overtakes_its_begin() {
        queue.offer(notice(1), now);
        queue.offer(cleared(2), now);
        queue.offer(notice(3), now);
        queue.attempted(notice(1), BUSY, now);
        assertThat(queue.due(now)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(queue.due(now)).contains(notice(1));
        queue.attempted(notice(1), DONE, now);
        assertThat(queue.due(now)).contains(cleared(2));
        queue.attempted(cleared(2), BUSY, now);
        assertThat(queue.due(now)).isEmpty();
        now = now.plusSeconds(1);
        queue.attempted(cleared(2), DONE, now);
        assertThat(queue.due(now)).contains(notice(3));
    }

    @Test
    void the_end_is_delivered_though_its_begin_was_given_up() {
        queue.offer(notice(1), now);
        queue.offer(cleared(2), now);
        queue.attempted(notice(1), new Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 400")), now);
        assertThat(queue.due(now)).contains(cleared(2));
    }

    /** Whatever fails and however often: each matter is delivered in its order, and everything is. */
    @Test
    void in_any_course_of_failures_each_matter_keeps_its_order() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            var line = new ChannelQueue("hook", DeliveryPolicy.defaults(), random::nextDouble);
            var delivered = new ArrayList<Notice>();
            for (long sequence = 1; sequence <= 40; sequence++) {
                var matter = "m" + random.nextInt(5);
                line.offer(random.nextBoolean() ? raised(sequence, matter) : cleared(sequence, matter), now);
            }
            while (line.nextDue().isPresent()) {
                now = line.nextDue().orElseThrow();
                var notice = line.due(now).orElseThrow();
                boolean done = random.nextInt(3) > 0;
                line.attempted(notice, done ? DONE : BUSY, now);
                if (done) delivered.add(notice);
            }
            assertThat(delivered).as("seed %d", seed).hasSize(40);
            for (var matter : delivered.stream().map(Notice::key).distinct().toList()) {
                assertThat(delivered.stream().filter(one -> one.key().equals(matter)))
                        .as("seed %d", seed)
                        .isSortedAccordingTo(Comparator.comparingLong(Notice::sequence));
            }
        }
    }

    @Test
    void who_asks_to_be_called_less_often_is_not_called_with_other_notices_either() {
        var other = raised(2, "other");
        queue.offer(notice(1), now);
        queue.offer(other, now);
        queue.attempted(notice(1), throttled(Duration.ofSeconds(30)), now);
        assertThat(queue.due(now.plusSeconds(29))).isEmpty();
        assertThat(queue.nextDue()).contains(now.plusSeconds(30));
        assertThat(queue.due(now.plusSeconds(30))).contains(other);
    }

    @Test
    void others_are_told_once_when_nothing_got_through_for_a_while_and_once_when_it_does_again() {
        queue.offer(notice(1), now);
        fail(BUSY);
        assertThat(queue.report(now.plusSeconds(119))).isEmpty();
        assertThat(queue.standing().failing()).isFalse();
        var report = queue.report(now.plusSeconds(120)).orElseThrow();
        assertThat(report.kind()).isEqualTo(Notice.Kind.CHANNEL_FAILING);
        assertThat(report.severity()).isEqualTo(Severity.PAGE);
        assertThat(report.sentence())
                .isEqualTo("notices do not reach hook since 2026-03-01T12:00:00Z: UNAVAILABLE: answered 503");
        assertThat(queue.report(now.plusSeconds(500))).isEmpty();
        assertThat(queue.standing()).isEqualTo(new ChannelStanding(1, true));
        var back = queue.attempted(notice(1), DONE, now).report().orElseThrow();
        assertThat(back.key()).isEqualTo(report.key());
        assertThat(back.ends()).isTrue();
        assertThat(back.id()).isNotEqualTo(report.id());
        assertThat(queue.standing()).isEqualTo(new ChannelStanding(0, false));
        queue.offer(raised(2, "next"), now);
        assertThat(queue.attempted(raised(2, "next"), DONE, now).report()).isEmpty();
    }

    @Test
    void a_lost_notice_is_told_at_once() {
        queue.offer(cleared(1), now);
        queue.attempted(cleared(1), new Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 410")), now);
        assertThat(queue.nextTurn()).contains(now);
        assertThat(queue.report(now).orElseThrow().severity())
                .as("a page was not lost")
                .isEqualTo(Severity.WARNING);
        queue.offer(notice(2), now);
        fail(notice(2), BUSY);
        assertThat(queue.report(now).orElseThrow().severity())
                .as("now a page does not get through")
                .isEqualTo(Severity.PAGE);
        assertThat(queue.report(now.plusSeconds(600))).isEmpty();
    }

    @Test
    void a_report_that_fails_makes_no_report() {
        queue.offer(notice(1), now);
        queue.attempted(notice(1), new Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 410")), now);
        var report = queue.report(now).orElseThrow();
        var other = new ChannelQueue("other", DeliveryPolicy.defaults(), () -> 1.0);
        other.offer(report, now);
        other.attempted(report, BUSY, now);
        assertThat(other.report(now.plus(Duration.ofDays(1)))).isEmpty();
        other.attempted(report, new Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 410")), now);
        assertThat(other.nextTurn()).isEmpty();
        assertThat(other.standing()).isEqualTo(new ChannelStanding(0, false));
    }

    @Test
    void what_an_earlier_run_could_not_deliver_for_long_may_have_been_told_so_its_end_is() {
        queue.inherit(notice(1), NOON.plusSeconds(119));
        assertThat(queue.attempted(notice(1), DONE, now).report()).isEmpty();
        queue.inherit(notice(2), NOON.plusSeconds(120));
        assertThat(queue.attempted(notice(2), DONE, now).report().orElseThrow().kind())
                .isEqualTo(Notice.Kind.CHANNEL_WORKING);
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
                .contains(new Ended(notice(1), Optional.of("more than 500 notices waited")));
        assertThat(queue.attempted(notice(1), DONE, now).ended()).isEmpty();
        assertThat(queue.due(now)).contains(notice(2));
    }

    /** Lets the next attempt fail; the pause after it. */
    private Duration fail(Delivered with) {
        return fail(notice(1), with);
    }

    private Duration fail(Notice notice, Delivered with) {
        now = queue.nextDue().orElseThrow();
        assertThat(queue.attempted(notice, with, now).ended()).isEmpty();
        return Duration.between(now, queue.nextDue().orElseThrow());
    }

    private static Delivered throttled(Duration wait) {
        return new Delivered.Failed(Problem.passing(FaultCode.THROTTLED, "answered 429", wait));
    }
}
