package dev.leeward.control;

import static dev.leeward.fixture.Shop.API;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Alarm;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.health.HealthPolicy;
import dev.leeward.journal.Event;
import dev.leeward.probe.ProbeId;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds whatever is decided: the journal comes first, a reload moves nothing, the world is taken as it is found. */
final class ControlLoopTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void nothing_is_handed_out_while_the_journal_takes_nothing_and_it_is_made_up_for_later() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        int effects = rig.effects().size();
        rig.journal.fail(true);
        rig.world.show(EAST, Looks.REFUSED);
        int turns = rig.turns();
        rig.run(MINUTE);
        assertThat(rig.turns() - turns).as("it does not spin").isLessThan(250);
        assertThat(rig.last()).isInstanceOf(Turned.NotDurable.class);
        assertThat(rig.loop().journalAccepts()).isFalse();
        assertThat(rig.effects()).hasSize(effects);
        rig.journal.fail(false);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(rig.loop().journalAccepts()).isTrue();
    }

    @Test
    void a_result_that_could_not_be_journaled_is_told_again() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE, () -> rig.world.at(WWW).answers().equals(WEST));
        rig.journal.fail(true);
        rig.run(Duration.ofSeconds(10));
        rig.journal.fail(false);
        rig.run(Duration.ofSeconds(3));
        assertThat(rig.state().past()).hasSize(1);
        assertThat(rig.world.changes()).hasSize(1);
    }

    @Test
    void a_survey_that_was_not_handed_out_is_not_waited_for() {
        var rig = Rig.of(Shop.in(EAST, WEST));
        rig.journal.fail(true);
        rig.run(Duration.ofSeconds(1));
        rig.journal.fail(false);
        rig.run(Duration.ofSeconds(3));
        assertThat(rig.state().active()).contains(EAST);
    }

    @Test
    void an_order_that_cannot_be_journaled_is_refused_at_once_and_never_carried_out_later() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.journal.fail(true);
        var replies = rig.order(Orders.switchover(), false);
        rig.run(Duration.ofSeconds(2));
        assertThat(replies).singleElement().satisfies(reply -> {
            assertThat(reply.accepted()).isFalse();
            assertThat(reply.reason().sentence()).contains("disk is full");
        });
        rig.journal.fail(false);
        rig.run(Duration.ofMinutes(2));
        assertThat(rig.journal.events(Event.RunStarted.class)).isEmpty();
    }

    @Test
    void somebody_else_writing_the_journal_deposes_the_loop() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.journal.append(rig.journal.lastSequence(), rig.now(), List.of(new Event.NodeStarted("node-2", "test")));
        int effects = rig.effects().size();
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE, () -> rig.last() instanceof Turned.Deposed);
        assertThat(rig.last()).isInstanceOf(Turned.Deposed.class);
        assertThat(rig.effects()).hasSize(effects);
    }

    @Test
    void an_append_of_which_nobody_knows_ends_the_loop_and_whoever_ordered_is_told() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.journal.doubt();
        int effects = rig.effects().size();
        var replies = rig.order(Orders.switchover(), false);
        rig.run(MINUTE, () -> rig.last() instanceof Turned.Deposed);
        assertThat(rig.last()).isInstanceOf(Turned.Deposed.class);
        assertThat(rig.effects()).as("what may be journaled is not begun here").hasSize(effects);
        assertThat(replies).singleElement().satisfies(reply -> {
            assertThat(reply.accepted()).isFalse();
            assertThat(reply.reason().sentence()).contains("nobody answers", "does not lead any more");
        });
    }

    @Test
    void a_first_start_takes_the_world_as_it_is_and_changes_nothing() {
        var world = new World(EAST, WWW, API);
        world.put(WWW, WEST, 41);
        world.put(API, WEST, 17);
        var rig = new Rig(world, Shop.topology(Shop.with(List.of(WWW, API), EAST, WEST)));
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.state().active()).contains(WEST);
        assertThat(rig.state().epoch()).as("the highest of the targets").isEqualTo(new Epoch(41));
        assertThat(world.changes()).isEmpty();
        rig.run(Duration.ofMinutes(10));
        assertThat(world.changes()).as("nobody knows why it is there").isEmpty();
        assertThat(rig.order(Orders.approve(), false)).allMatch(OrderReply::accepted);
        rig.run(MINUTE);
        assertThat(world.at(API))
                .as("failback, with an epoch that fences all before")
                .satisfies(stand -> {
                    assertThat(stand.answers()).isEqualTo(EAST);
                    assertThat(stand.epoch()).isGreaterThan(new Epoch(41));
                });
    }

    @Test
    void a_service_that_steers_nothing_is_at_home() {
        var rig = new Rig(new World(EAST), Shop.topology(Shop.with(List.of(), EAST, WEST)));
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.state().active()).contains(EAST);
    }

    @Test
    void targets_that_disagree_hold_and_page_once() {
        var world = new World(EAST, WWW, API);
        world.put(API, WEST, 3);
        var rig = new Rig(world, Shop.topology(Shop.with(List.of(WWW, API), EAST, WEST)));
        rig.run(Duration.ofSeconds(20));
        assertThat(pages(rig)).as("given time to read").isEmpty();
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(10));
        assertThat(pages(rig)).containsExactly("active-unknown");
        assertThat(world.changes()).isEmpty();
        world.put(WWW, WEST, 3);
        rig.run(MINUTE);
        assertThat(rig.state().active()).contains(WEST);
        assertThat(rig.state().alarms()).doesNotContainKey("active-unknown");
    }

    @Test
    void targets_that_cannot_be_read_are_never_taken_for_empty() {
        var rig = Rig.of(Shop.in(EAST, WEST));
        rig.world.unreadable(true);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.state().active()).isEmpty();
        assertThat(rig.world.changes()).isEmpty();
        rig.world.unreadable(false);
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
    }

    @Test
    void a_foreign_edit_is_reported_once_and_left_alone() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.put(WWW, World.FOREIGN, 0);
        rig.run(Duration.ofMinutes(10));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(World.FOREIGN);
        assertThat(rig.journal.events(Event.DriftSeen.class)).hasSize(1);
        assertThat(alarms(rig)).containsExactly("drift:fake:www");
        rig.world.put(WWW, EAST, 0);
        rig.run(Duration.ofMinutes(2));
        assertThat(rig.journal.events(Event.DriftGone.class)).hasSize(1);
        assertThat(rig.state().alarms()).isEmpty();
    }

    @Test
    void what_was_read_before_a_run_says_nothing_after_it() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        var begunAt = rig.now();
        var before = rig.world.read(Shop.in(EAST, WEST));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE, () -> rig.state().active().equals(Optional.of(WEST)));
        rig.tell(new Input.Surveyed(Shop.NAME, begunAt, before));
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.state().drift()).isEmpty();
        assertThat(alarms(rig)).isEmpty();
    }

    @Test
    void a_foreign_record_is_never_steered_over() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.put(WWW, World.FOREIGN, 0);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(World.FOREIGN);
        assertThat(pages(rig)).containsOnlyOnce("last-move-failed");
    }

    @Test
    void a_reload_never_moves_traffic_and_forgets_nothing_about_probes_that_stay() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.run(Duration.ofMinutes(3));
        var since = rig.view().health().getFirst().since();
        var slower = new HealthPolicy(
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMillis(250),
                4,
                1.0,
                3,
                3,
                1,
                Duration.ofSeconds(8));
        var objections = configure(rig, Shop.with(Shop.in(EAST, WEST, NORTH), slower));
        rig.run(Duration.ofMillis(1));
        assertThat(objections).singleElement().isEqualTo(List.of());
        assertThat(rig.view().health().getFirst().since()).isEqualTo(since);
        assertThat(rig.view().health()).hasSize(3);
        rig.run(Duration.ofMinutes(20));
        assertThat(rig.world.changes()).isEmpty();
        assertThat(alarms(rig)).isEmpty();
        assertThat(rig.journal.events(Event.ConfigurationApplied.class)).hasSize(2);
        assertThat(rig.journal.events(Event.VerdictChanged.class).stream()
                        .filter(v -> !v.region().equals(NORTH)))
                .as("nobody forgot what was known")
                .hasSize(2);
    }

    @Test
    void a_reload_that_would_pull_the_ground_from_under_the_traffic_is_refused() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        var objections = configure(rig, Shop.in(WEST, NORTH));
        rig.run(Duration.ofSeconds(1));
        assertThat(objections)
                .singleElement()
                .satisfies(o -> assertThat(o).singleElement().asString().contains("us-east"));
        assertThat(rig.loop().topology().services().getFirst().region(EAST)).isPresent();
        assertThat(rig.journal.events(Event.ConfigurationRefused.class)).hasSize(1);
        rig.tell(new Input.Misconfigured("bad", List.of("line 3: unknown key")));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.journal.events(Event.ConfigurationRefused.class)).hasSize(2);
    }

    @Test
    void a_reload_may_not_take_away_what_a_run_needs() {
        var rig = calm(Rig.of(Shop.with(List.of(WWW, API), EAST, WEST)));
        rig.order(Orders.switchover(), false);
        rig.run(Duration.ofSeconds(5));
        var withoutTarget = configure(rig, Shop.with(List.of(WWW), EAST, WEST));
        var withoutRegion = configure(rig, Shop.with(List.of(WWW, API), EAST, NORTH));
        var gone = new ArrayList<List<String>>();
        rig.tell(new Input.Configured(new Topology(List.of(), List.of()), "x", gone::add));
        rig.run(Duration.ofSeconds(1));
        assertThat(withoutTarget.getFirst()).anyMatch(o -> o.contains("fake:api"));
        assertThat(withoutRegion.getFirst()).anyMatch(o -> o.contains("eu-west"));
        assertThat(gone.getFirst()).anyMatch(o -> o.contains("under way"));
        assertThat(rig.loop().objections()).isEmpty();
        rig.run(MINUTE);
        assertThat(rig.world.at(API).answers()).isEqualTo(WEST);
    }

    @Test
    void a_node_started_with_what_cannot_carry_on_says_so() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.order(Orders.switchover(), false);
        rig.run(Duration.ofSeconds(5));
        var other = new ControlLoop(
                rig.journal, _ -> {}, Shop.topology(Shop.in(NORTH, WEST)), Rig.TIMERS, 1_000, rig.now());
        assertThat(other.objections()).isNotEmpty();
    }

    @Test
    void a_restart_in_the_middle_of_an_incident_does_not_page_anew() {
        var news = Shop.probe(new ProbeId("reference/tcp-1"));
        var rig = calm(new Rig(new World(EAST, WWW), new Topology(List.of(Shop.in(EAST, WEST)), List.of(news))));
        rig.world.show(EAST, Looks.REFUSED);
        rig.world.show(WEST, Looks.REFUSED);
        rig.run(MINUTE);
        for (int i = 0; i < 5; i++) {
            rig.crash();
            rig.run(Duration.ofSeconds(20));
        }
        assertThat(pages(rig)).containsExactly("no-region-ready");
        assertThat(rig.journal.events(Event.AlarmCleared.class)).isEmpty();
    }

    @Test
    void restarts_cause_no_change_outside() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        for (int i = 0; i < 20; i++) {
            rig.crash();
            rig.run(Duration.ofMillis(100 + 397L * i));
        }
        assertThat(rig.world.changes()).isEmpty();
        assertThat(alarms(rig)).isEmpty();
        assertThat(rig.journal.events(Event.RunStarted.class)).isEmpty();
    }

    @Test
    void a_snapshot_stands_for_all_entries_before_it() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        for (int i = 0; i < 1_100; i++) {
            rig.tell(new Input.Misconfigured("bad", List.of("error " + i)));
        }
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.journal.snapshot()).isPresent();
        var projection = rig.loop().projection();
        var again = new ControlLoop(rig.journal, _ -> {}, rig.topology, Rig.TIMERS, 1_000, rig.now());
        assertThat(again.projection()).isEqualTo(projection);
    }

    @Test
    void notices_wait_in_the_outbox_until_every_channel_is_served() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.put(WWW, World.FOREIGN, 0);
        rig.run(Duration.ofMinutes(2));
        var waiting = rig.loop().projection().outbox();
        assertThat(waiting).singleElement().satisfies(e -> assertThat(e.event()).isInstanceOf(Event.AlarmRaised.class));
        rig.tell(new Input.NoticeReturned(waiting.getFirst().sequence(), "mail", Optional.empty()));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.loop().projection().outbox()).hasSize(1);
        rig.tell(new Input.NoticeReturned(
                waiting.getFirst().sequence(), Event.NoticeDelivered.EVERY_CHANNEL, Optional.empty()));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.loop().projection().outbox()).isEmpty();
    }

    @Test
    void while_nothing_happens_the_loop_sleeps_until_its_tick() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        int before = rig.turns();
        rig.run(MINUTE);
        assertThat(rig.turns() - before).as("looks every 500 ms, and a tick").isLessThan(200);
        rig.world.faults(_ -> World.Fault.UNTOUCHED);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(5));
        rig.order(Orders.pause(Duration.ofHours(1)), false);
        before = rig.turns();
        rig.run(MINUTE);
        assertThat(rig.state().run()).isPresent();
        assertThat(rig.turns() - before)
                .as("a paused run does not make it spin")
                .isLessThan(200);
    }

    private static List<List<String>> configure(Rig rig, Service service) {
        var objections = new ArrayList<List<String>>();
        rig.tell(new Input.Configured(Shop.topology(service), "digest-2", objections::add));
        return objections;
    }

    private static Rig calm(Rig rig) {
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.state().active()).isPresent();
        return rig;
    }

    private static List<String> alarms(Rig rig) {
        return rig.journal.events(Event.AlarmRaised.class).stream()
                .map(e -> e.alarm().key())
                .toList();
    }

    private static List<String> pages(Rig rig) {
        return rig.journal.events(Event.AlarmRaised.class).stream()
                .map(Event.AlarmRaised::alarm)
                .filter(alarm -> alarm.severity() == Alarm.Severity.PAGE)
                .map(Alarm::key)
                .toList();
    }
}
