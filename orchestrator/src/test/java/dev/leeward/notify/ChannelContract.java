package dev.leeward.notify;

import static dev.leeward.notify.Notices.cleared;
import static dev.leeward.notify.Notices.notice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.notify.Receiver.Mood;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every channel does, whatever is at its other end. */
abstract class ChannelContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    private Receiver receiver;
    private Channel channel;

    @SuppressWarnings("NullAway.Init") // Made before each test.
    ChannelContract() {}

    /** The other side, which takes what comes. */
    abstract Receiver receiver() throws Exception;

    @BeforeEach
    void open() throws Exception {
        receiver = receiver();
        channel = receiver.channel("on-call", LIMIT);
    }

    @AfterEach
    void close() {
        channel.close();
        receiver.close();
    }

    @Test
    void a_begin_and_its_end_are_taken() {
        assertThat(channel.deliver(notice(1), LIMIT)).isEqualTo(new Delivered.Done());
        assertThat(channel.deliver(cleared(2), LIMIT)).isEqualTo(new Delivered.Done());
        assertThat(receiver.taken()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_taken_now_is_tried_again() {
        receiver.become(Mood.BUSY);
        assertThat(problem(LIMIT).retryable()).isTrue();
        receiver.become(Mood.TAKES);
        assertThat(channel.deliver(notice(1), LIMIT)).isEqualTo(new Delivered.Done());
    }

    @Test
    void what_will_never_be_taken_is_given_up() {
        assumeTrue(receiver.canRefuse(), "whatever it says, it is asked again");
        receiver.become(Mood.REFUSES);
        assertThat(problem(LIMIT).retryable()).isFalse();
    }

    @Test
    void who_says_nothing_is_left_in_time_and_asked_again_later() {
        // The first call of a library may need a while to load it.
        assertThat(channel.deliver(notice(1), LIMIT)).isEqualTo(new Delivered.Done());
        receiver.become(Mood.SILENT);
        long before = System.nanoTime();
        var problem = problem(SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.code()).isEqualTo(FaultCode.TIMED_OUT);
    }

    @Test
    void who_is_not_there_is_asked_again_later() {
        receiver.become(Mood.GONE);
        var problem = problem(LIMIT);
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.code()).isEqualTo(FaultCode.UNREACHABLE);
    }

    @Test
    void no_secret_is_told() {
        var told = new StringBuilder(channel.toString());
        for (var mood : new Mood[] {Mood.BUSY, Mood.REFUSES, Mood.GONE}) {
            receiver.become(mood);
            told.append(problem(LIMIT));
        }
        assertThat(told.toString()).doesNotContain(receiver.secrets().toArray(String[]::new));
    }

    @Test
    void it_has_its_name_and_its_time() {
        assertThat(channel.name()).isEqualTo("on-call");
        assertThat(channel.timeout()).isEqualTo(LIMIT);
    }

    private Problem problem(Duration limit) {
        var delivered = channel.deliver(notice(1), limit);
        assertThat(delivered).isInstanceOf(Delivered.Failed.class);
        return ((Delivered.Failed) delivered).problem();
    }
}
