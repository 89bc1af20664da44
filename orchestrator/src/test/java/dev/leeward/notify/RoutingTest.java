package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.SHOP;
import static dev.leeward.notify.Notices.alarm;
import static dev.leeward.notify.Notices.clear;
import static dev.leeward.notify.Notices.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Audience;
import dev.leeward.config.Audience.Severity;
import dev.leeward.decision.Alarm;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Event.NoticeDelivered;
import dev.leeward.journal.Projection;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.testkit.Await;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which channel is told of what: begin and end of a matter always go together. */
final class RoutingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** It is noon when the test begins. */
    private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOON));

    private static final DeliveryPolicy QUICK = new DeliveryPolicy(
            Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(1), Duration.ofHours(1), 100);
    private static final Audience PAGES = new Audience(Set.of(Severity.PAGE), Set.of());
    private static final Audience WARNINGS = new Audience(Set.of(Severity.WARNING), Set.of());
    private static final Audience OTHERS = new Audience(Set.of(Severity.values()), Set.of(new ServiceName("other")));
    private static final RunId RUN = new RunId("shop-1");
    private static final Proposal PROPOSAL =
            new Proposal(RunKind.FAILOVER, new RegionName("us-east"), new RegionName("eu-central"));

    private final List<NoticeDelivered> journaled = new CopyOnWriteArrayList<>();
    private final Mailbox log = new Mailbox(LogChannel.NAME);
    private final Mailbox pager = new Mailbox("pager");
    private final Mailbox chat = new Mailbox("chat");
    private final Mailbox foreign = new Mailbox("foreign");

    @Test
    void an_end_goes_where_its_begin_went_and_nowhere_else() {
        run(
                Projection.EMPTY,
                List.of(),
                alarm(1, "fire", Alarm.Severity.PAGE),
                alarm(2, "smoke", Alarm.Severity.NOTICE),
                clear(3, "fire"),
                clear(4, "smoke"));
        assertThat(pager.told()).containsExactly("1 fire", "3 fire over");
        assertThat(chat.told()).containsExactly("2 smoke", "4 smoke over");
        assertThat(foreign.told()).isEmpty();
        assertThat(log.told()).hasSize(4);
    }

    @Test
    void an_end_that_is_urgent_by_itself_is_told_to_those_who_listen_for_that() {
        var ended = new Event.RunEnded(SHOP, RUN, Ending.INCOMPLETE, "half done", Map.of());
        run(Projection.EMPTY, List.of(), entry(1, ended));
        assertThat(pager.told()).containsExactly("1 shop-1 over");
    }

    @Test
    void an_approval_that_is_waited_for_no_more_ends_what_asked_for_it() {
        var reason = new Reason("us-east is down", List.of());
        run(
                Projection.EMPTY,
                List.of(),
                entry(1, new Event.ApprovalAsked(SHOP, PROPOSAL, reason)),
                entry(2, new Event.ApprovalLapsed(SHOP, PROPOSAL, "run shop-1 began")));
        assertThat(pager.told()).containsExactly("1 approval", "2 approval over");
    }

    @Test
    void after_a_restart_what_the_journal_has_open_ends_where_it_began() {
        var before = Projection.EMPTY
                .fold(alarm(1, "fire", Alarm.Severity.PAGE))
                .fold(alarm(2, "smoke", Alarm.Severity.NOTICE))
                .fold(entry(3, everywhere(1)))
                .fold(entry(4, everywhere(2)));
        assertThat(before.outbox()).isEmpty();
        run(before, List.of(), clear(5, "fire"), clear(6, "smoke"));
        assertThat(pager.told()).containsExactly("5 fire over");
        assertThat(chat.told()).containsExactly("6 smoke over");
    }

    @Test
    void an_end_that_was_left_finds_its_begin_in_the_journal() {
        var kept = List.of(
                alarm(1, "fire", Alarm.Severity.PAGE),
                alarm(2, "smoke", Alarm.Severity.NOTICE),
                entry(3, everywhere(1)),
                entry(4, everywhere(2)),
                clear(5, "fire"),
                clear(6, "smoke"));
        run(fold(kept), kept);
        assertThat(pager.told()).containsExactly("5 fire over");
        assertThat(chat.told()).containsExactly("6 smoke over");
        assertThat(pager.given.getFirst().begunBy()).contains("1-0123456789ab");
    }

    @Test
    void an_end_whose_begin_nobody_knows_goes_to_all_who_are_for_its_service() {
        var kept = List.of(clear(5, "fire"));
        run(fold(kept), kept);
        assertThat(pager.told()).containsExactly("5 fire over");
        assertThat(chat.told()).containsExactly("5 fire over");
        assertThat(foreign.told()).isEmpty();
    }

    /** The account of the begin's delivery was lost, that of the end's was not: no alert may be left without an end. */
    @Test
    void a_begin_is_not_sent_again_after_its_end() {
        var kept = List.of(
                alarm(1, "fire", Alarm.Severity.PAGE),
                clear(2, "fire"),
                entry(3, new NoticeDelivered(2, "pager", Optional.empty())));
        run(fold(kept), kept);
        assertThat(pager.told()).isEmpty();
        assertThat(log.told()).containsExactly("1 fire", "2 fire over");
    }

    @Test
    void a_channel_that_loses_a_notice_is_told_of_by_the_others_and_when_it_works_again_too() {
        pager.answers.add(new Channel.Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 410")));
        try (var outbox = outbox()) {
            outbox.start(Projection.EMPTY, List.of());
            outbox.appended(List.of(alarm(1, "fire", Alarm.Severity.PAGE)));
            Await.until("the others to be told", PATIENCE, () -> foreign.told().contains("1 channel/pager"));
            assertThat(outbox.standings().get("pager")).isEqualTo(new ChannelStanding(0, true));
            outbox.appended(List.of(clear(2, "fire")));
            Await.until(
                    "them to be told the end", PATIENCE, () -> foreign.told().size() == 2);
            Await.until("the log, too", PATIENCE, () -> log.told().contains("2 channel/pager over"));
            assertThat(outbox.standings().get("pager")).isEqualTo(new ChannelStanding(0, false));
        }
        assertThat(foreign.told()).containsExactly("1 channel/pager", "2 channel/pager over");
        assertThat(chat.told()).as("it is for warnings, and a page was lost").isEmpty();
        assertThat(pager.told()).containsExactly("1 fire", "2 fire over");
        assertThat(journaled).allSatisfy(told -> assertThat(told.sequence()).isLessThan(3));
    }

    @Test
    void channels_that_all_fail_do_not_tell_of_each_other_for_ever() {
        for (var box : List.of(pager, chat, foreign)) {
            for (int i = 0; i < 50; i++) {
                box.answers.add(new Channel.Delivered.Failed(Problem.lasting(FaultCode.REJECTED, "answered 410")));
            }
        }
        run(
                Projection.EMPTY,
                List.of(),
                alarm(1, "fire", Alarm.Severity.PAGE),
                alarm(2, "smoke", Alarm.Severity.NOTICE));
        assertThat(pager.told()).containsExactly("1 fire");
        assertThat(chat.told()).containsExactly("2 smoke");
        // It loses these, too, and nobody is told of that.
        assertThat(foreign.told()).containsExactlyInAnyOrder("1 channel/pager", "2 channel/chat");
    }

    /** Starts with what was left, lets {@code entries} become durable, and waits until everything is delivered. */
    private void run(Projection before, List<Entry> kept, Entry... entries) {
        try (var outbox = outbox()) {
            outbox.start(before, kept);
            for (var entry : entries) outbox.appended(List.of(entry));
            long open = (long) before.outbox().size() + entries.length;
            Await.until(
                    "everything is delivered",
                    PATIENCE,
                    () -> journaled.stream()
                                    .filter(told -> told.channel().equals(NoticeDelivered.EVERY_CHANNEL))
                                    .count()
                            == open);
            Await.until(
                    "nothing waits",
                    PATIENCE,
                    () -> outbox.standings().values().stream().allMatch(one -> one.waiting() == 0));
        }
    }

    private Outbox outbox() {
        var channels = List.of(
                Subscription.toEverything(log),
                new Subscription(pager, PAGES),
                new Subscription(chat, WARNINGS),
                new Subscription(foreign, OTHERS));
        return new Outbox(channels, QUICK, CLOCK, journaled::add);
    }

    private static Projection fold(List<Entry> entries) {
        var all = Projection.EMPTY;
        for (var entry : entries) all = all.fold(entry);
        return all;
    }

    private static NoticeDelivered everywhere(long sequence) {
        return new NoticeDelivered(sequence, NoticeDelivered.EVERY_CHANNEL, Optional.empty());
    }

    /** Remembers what it was given, in short. */
    private static final class Mailbox implements Channel {
        private final String name;
        private final List<Notice> given = new CopyOnWriteArrayList<>();
        private final ConcurrentLinkedQueue<Delivered> answers = new ConcurrentLinkedQueue<>();

        Mailbox(String name) {
            this.name = name;
        }

        List<String> told() {
            return given.stream()
                    .map(one -> one.sequence() + " " + one.key().replaceFirst("^shop/(alarm/|run/)?", "")
                            + (one.ends() ? " over" : ""))
                    .toList();
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
            if (notice.isJournaled()) assertThat(notice.at()).isEqualTo(NOON);
            given.add(notice);
            var answer = answers.poll();
            return answer == null ? new Delivered.Done() : answer;
        }
    }
}
