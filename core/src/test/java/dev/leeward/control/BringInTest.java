package dev.leeward.control;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.OfflineRecord;
import dev.leeward.decision.Order;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.region.RegionName;
import dev.leeward.service.Topology;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Breaking glass, and what was done then taken in: nothing moves by it, and it counts once. */
final class BringInTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rig rig = Rig.of(Shop.in(EAST, WEST));

    @Test
    void a_record_is_taken_in_once_raises_the_epoch_and_moves_nothing() {
        rig.run(MINUTE);
        var order = new Order.BringIn(Shop.NAME, "kim", record(Optional.of(EAST)));
        assertThat(order(order).accepted()).isTrue();
        assertThat(rig.state().epoch()).isEqualTo(new Epoch(2_001));
        assertThat(rig.state().active()).contains(EAST);
        rig.run(MINUTE);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(order(order).reason().sentence()).contains("brought in before");
        assertThat(rig.journal.events(Event.BroughtIn.class)).hasSize(1);
        assertThat(rig.journal.events(Event.OrderRefused.class).getFirst().order())
                .as("the lines are not journaled again")
                .isEqualTo(new Order.BringIn(
                        Shop.NAME, "kim", record(Optional.of(EAST)).brief()));
        rig.crash();
        assertThat(order(order).accepted()).as("after a restart").isFalse();
    }

    @Test
    void where_nobody_knows_where_traffic_was_left_the_targets_say_it() {
        rig.run(MINUTE);
        assertThat(order(new Order.BringIn(Shop.NAME, "kim", record(Optional.empty())))
                        .accepted())
                .isTrue();
        rig.run(MINUTE);
        assertThat(rig.journal.events(Event.ActiveAdopted.class)).hasSize(2);
        assertThat(rig.state().active()).contains(EAST);
        assertThat(rig.world.changes()).isEmpty();
    }

    @Test
    void a_move_made_offline_counts_as_one_so_that_its_short_ttl_is_restored() {
        rig.run(MINUTE);
        assertThat(order(new Order.BringIn(Shop.NAME, "kim", record(Optional.of(WEST))))
                        .accepted())
                .isTrue();
        assertThat(rig.state().past()).last().satisfies(run -> {
            assertThat(run.from()).isEqualTo(EAST);
            assertThat(run.to()).isEqualTo(WEST);
            assertThat(run.epoch()).isEqualTo(new Epoch(2_001));
            assertThat(run.mayHaveMoved()).isTrue();
        });
        assertThat(RunReport.unsettledSince(rig.state().past())).isPresent();
        rig.run(MINUTE);
        assertThat(rig.world.changes()).as("it is drift, and left alone").isEmpty();
        assertThat(rig.state().drift()).isNotEmpty();
    }

    @Test
    void a_dry_run_of_it_journals_nothing() {
        rig.run(MINUTE);
        long before = rig.journal.lastSequence();
        var reply = rig.order(new Order.BringIn(Shop.NAME, "kim", record(Optional.of(WEST))), true);
        rig.run(Duration.ofMillis(600));
        assertThat(reply.getFirst().accepted()).isTrue();
        assertThat(rig.journal.lastSequence()).isEqualTo(before);
    }

    @Test
    void the_epochs_of_broken_glass_are_far_above_whatever_was_known() {
        for (long known : new long[] {0, 1, 7, 999, 1_000, 1_999, 12_345}) {
            long above = BreakingGlass.above(new Epoch(known)).value();
            assertThat(above - known).isGreaterThan(1_000).isLessThanOrEqualTo(2_000);
            assertThat(above % 1_000).isZero();
        }
    }

    @Test
    void with_broken_glass_everything_is_paused_and_the_epoch_counts_at_once() {
        var glass = new BreakingGlass.Glass(Shop.NAME, "kim", "etcd is lost", 12, Optional.empty());
        var events = BreakingGlass.events(
                glass,
                new Topology(List.of(Shop.in(EAST, WEST)), List.of()),
                Projection.EMPTY,
                new Epoch(2_000),
                Instant.EPOCH);
        assertThat(events.getFirst()).isInstanceOf(Event.GlassBroken.class);
        assertThat(events).filteredOn(Event.Paused.class::isInstance).hasSize(1);
    }

    private OrderReply order(Order order) {
        var replies = rig.order(order, false);
        rig.run(Duration.ofMillis(600));
        return replies.getFirst();
    }

    private static OfflineRecord record(Optional<RegionName> active) {
        return new OfflineRecord("ab12", 3, "cd34", 2_001, active, "moved by hand", List.of("a line"));
    }
}
