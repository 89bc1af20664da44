package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.SHOP;
import static dev.leeward.notify.Notices.alarm;
import static dev.leeward.notify.Notices.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Event.NoticeDelivered;
import dev.leeward.journal.Projection;
import dev.leeward.testkit.Await;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** It is noon when the test begins. */
    private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOON));

    private static final DeliveryPolicy QUICK = new DeliveryPolicy(
            Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(1), Duration.ofMinutes(1), 10);

    private final List<NoticeDelivered> journaled = new CopyOnWriteArrayList<>();

    @Test
    void every_channel_gets_every_notice_and_the_journal_learns_when_none_is_left() {
        var one = new Told("one");
        var other = new Told("other");
        try (var outbox = outbox(one, other)) {
            outbox.start(Projection.EMPTY, List.of());
            outbox.appended(List.of(alarm(1), entry(2, new Event.Resumed(SHOP, "ann")), alarm(3)));
            await(6);
        }
        assertThat(one.ids()).containsExactly("1-0123456789ab", "3-0123456789ab");
        assertThat(other.ids()).containsExactly("1-0123456789ab", "3-0123456789ab");
        assertThat(journaled)
                .contains(done(1, "one"), done(1, "other"), done(3, "one"), done(3, "other"))
                .contains(done(1, "*"), done(3, "*"));
        assertThat(journaled.indexOf(done(1, "*")))
                .isGreaterThan(journaled.indexOf(done(1, "one")))
                .isGreaterThan(journaled.indexOf(done(1, "other")));
    }

    @Test
    void a_channel_that_hangs_holds_up_neither_the_caller_nor_another_channel() throws InterruptedException {
        var stuck = new Told("stuck");
        stuck.gate = new CountDownLatch(1);
        var other = new Told("other");
        try (var outbox = outbox(stuck, other)) {
            outbox.start(Projection.EMPTY, List.of());
            for (long sequence = 1; sequence <= 5; sequence++) outbox.appended(List.of(alarm(sequence)));
            Await.until("the other channel is done", PATIENCE, () -> other.ids().size() == 5);
            assertThat(stuck.ids()).isEmpty();
            assertThat(journaled).doesNotContain(done(1, "*"));
            stuck.gate.countDown();
            await(15);
        }
        assertThat(stuck.ids()).hasSize(5);
    }

    @Test
    void a_full_queue_is_told_of_without_holding_up_the_caller() {
        var stuck = new Told("stuck");
        stuck.gate = new CountDownLatch(1);
        var caller = Thread.currentThread();
        var tellers = new CopyOnWriteArrayList<Thread>();
        try (var outbox = new Outbox(List.of(Subscription.toEverything(stuck)), QUICK, CLOCK, told -> {
            tellers.add(Thread.currentThread());
            journaled.add(told);
        })) {
            outbox.start(Projection.EMPTY, List.of());
            for (long sequence = 1; sequence <= 14; sequence++) outbox.appended(List.of(alarm(sequence)));
            assertThat(journaled).isEmpty();
            stuck.gate.countDown();
            await(28);
        }
        assertThat(journaled)
                .filteredOn(told -> told.failed().isPresent())
                .extracting(NoticeDelivered::sequence)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(tellers).doesNotContain(caller);
    }

    @Test
    void what_fails_is_tried_again_with_the_same_id() {
        var flaky = new Told("flaky");
        flaky.answers.add(new Channel.Delivered.Failed(Problem.passing(FaultCode.UNREACHABLE, "gone")));
        flaky.answers.add(new Channel.Delivered.Failed(Problem.passing(FaultCode.TIMED_OUT, "slow")));
        try (var outbox = outbox(flaky)) {
            outbox.start(Projection.EMPTY, List.of());
            outbox.appended(List.of(alarm(1)));
            await(2);
        }
        assertThat(flaky.ids()).containsExactly("1-0123456789ab", "1-0123456789ab", "1-0123456789ab");
        assertThat(journaled).containsExactly(done(1, "flaky"), done(1, "*"));
    }

    @Test
    void a_restart_serves_the_channels_that_were_not_served() {
        var one = new Told("one");
        var other = new Told("other");
        try (var outbox = outbox(one, other)) {
            outbox.start(leaving(alarm(1), alarm(2)), List.of(alarm(1), entry(3, done(1, "one")), alarm(2)));
            await(5);
        }
        assertThat(one.ids()).containsExactly("2-0123456789ab");
        assertThat(other.ids()).containsExactly("1-0123456789ab", "2-0123456789ab");
    }

    @Test
    void what_every_channel_has_is_closed_by_the_restart() {
        var one = new Told("one");
        try (var outbox = outbox(one)) {
            outbox.start(leaving(alarm(1)), List.of(alarm(1), entry(2, done(1, "one"))));
            await(1);
        }
        assertThat(journaled).containsExactly(done(1, "*"));
        assertThat(one.ids()).isEmpty();
    }

    @Test
    void a_bug_of_a_channel_is_recorded_and_the_next_notice_is_delivered() {
        var broken = new Told("broken");
        broken.bugs.set(1);
        try (var outbox = outbox(broken)) {
            outbox.start(Projection.EMPTY, List.of());
            outbox.appended(List.of(alarm(1), alarm(2)));
            await(4);
        }
        assertThat(journaled.getFirst().failed())
                .hasValueSatisfying(why -> assertThat(why).contains("bug"));
        assertThat(journaled).contains(done(2, "broken"), done(1, "*"));
    }

    @Test
    void two_channels_of_one_name_are_a_mistake() {
        assertThatThrownBy(() -> outbox(new Told("a"), new Told("a")).close())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Outbox outbox(Channel... channels) {
        var all = Stream.of(channels).map(Subscription::toEverything).toList();
        return new Outbox(all, QUICK, CLOCK, journaled::add);
    }

    private void await(int events) {
        Await.until(events + " events are journaled", PATIENCE, () -> journaled.size() >= events);
    }

    private static Projection leaving(Entry... entries) {
        return new Projection(Map.of(), List.of(entries));
    }

    private static NoticeDelivered done(long sequence, String channel) {
        return new NoticeDelivered(sequence, channel, Optional.empty());
    }

    /** Remembers what it was given. */
    private static final class Told implements Channel {
        private final String name;
        private final List<String> given = new CopyOnWriteArrayList<>();
        private final ConcurrentLinkedQueue<Delivered> answers = new ConcurrentLinkedQueue<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private final AtomicInteger bugs = new AtomicInteger();

        Told(String name) {
            this.name = name;
        }

        List<String> ids() {
            return List.copyOf(given);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration timeout() {
            return PATIENCE;
        }

        @Override
        public Delivered deliver(Notice notice, Duration limit) {
            if (bugs.getAndDecrement() > 0) {
                throw new IllegalStateException("as the test wanted");
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Delivered.Failed(Problem.passing(FaultCode.TIMED_OUT, "stopped"));
            }
            if (notice.isJournaled()) assertThat(notice.at()).isEqualTo(NOON);
            given.add(notice.id());
            var answer = answers.poll();
            return answer == null ? new Delivered.Done() : answer;
        }
    }
}
