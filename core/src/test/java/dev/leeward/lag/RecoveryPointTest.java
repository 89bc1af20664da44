package dev.leeward.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RecoveryPointTest {
    private static final Instant NOW = Instant.parse("2026-03-01T02:17:05Z");
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("us-west");
    private static final Duration DELAY = Duration.ofSeconds(1);

    @Test
    void a_shard_read_to_its_end_is_safe_up_to_the_beginning_of_that_read_less_the_delay_of_the_stream() {
        var tip = new ShardProgress.AtTip(NOW.minusSeconds(3), DELAY);
        assertThat(tip.safeTime()).contains(NOW.minusSeconds(4));
        assertThat(ReplicationLag.of(link("orders", tip), NOW))
                .isEqualTo(new ReplicationLag.Measured(NOW.minusSeconds(4), Duration.ofSeconds(4)));
    }

    @Test
    void the_slowest_shard_says_how_far_a_link_is_and_a_finished_one_holds_nothing_back() {
        var link = link(
                "orders",
                new ShardProgress.Finished(),
                new ShardProgress.AtTip(NOW, DELAY),
                new ShardProgress.Behind(NOW.minusSeconds(40), 12));
        assertThat(link.safeTime()).contains(NOW.minusSeconds(40));
        assertThat(link.unapplied()).isEqualTo(12);
    }

    @Test
    void one_unknown_shard_makes_the_lag_unknown() {
        var link =
                link("orders", new ShardProgress.AtTip(NOW, DELAY), new ShardProgress.Unknown("records were trimmed"));
        assertThat(ReplicationLag.of(link, NOW)).isEqualTo(new ReplicationLag.Unmeasured("records were trimmed"));
    }

    @Test
    void shards_that_have_all_ended_and_no_shards_at_all_prove_nothing() {
        assertThat(link("orders", new ShardProgress.Finished()).safeTime()).isEmpty();
        assertThat(link("orders").reason()).contains("nobody reads the changes of orders in us-east");
    }

    @Test
    void the_lag_grows_while_nobody_reports() {
        var link = link("orders", new ShardProgress.AtTip(NOW, DELAY));
        assertThat(ReplicationLag.of(link, NOW.plusSeconds(60)))
                .isEqualTo(new ReplicationLag.Measured(NOW.minusSeconds(1), Duration.ofSeconds(61)));
    }

    @Test
    void a_stream_whose_clock_runs_ahead_makes_no_negative_lag() {
        var link = link("orders", new ShardProgress.Behind(NOW.plusSeconds(9), 0));
        assertThat(ReplicationLag.of(link, NOW))
                .isEqualTo(new ReplicationLag.Measured(NOW.plusSeconds(9), Duration.ZERO));
    }

    @Test
    void what_would_be_lost_is_what_was_written_after_the_slowest_table_was_safe() {
        var links = List.of(
                link("orders", new ShardProgress.AtTip(NOW.minusSeconds(1), DELAY)),
                link("carts", new ShardProgress.Behind(NOW.minusSeconds(30), 70)));
        var point = RecoveryPoint.of(EAST, WEST, links, NOW, 5);
        assertThat(point).isEqualTo(new RecoveryPoint.Known(NOW.minusSeconds(30), Duration.ofSeconds(30), 70, 150));
        assertThat(point.isWithin(Duration.ofSeconds(30))).isTrue();
        assertThat(point.isWithin(Duration.ofSeconds(29))).isFalse();
    }

    @Test
    void a_region_that_was_fenced_before_the_safe_time_loses_nothing() {
        var links = List.of(link("orders", new ShardProgress.AtTip(NOW.minusSeconds(1), DELAY)));
        assertThat(RecoveryPoint.of(EAST, WEST, links, NOW.minusSeconds(10), 5))
                .isEqualTo(new RecoveryPoint.Known(NOW.minusSeconds(2), Duration.ZERO, 0, 0));
    }

    @Test
    void what_is_not_known_is_never_within_any_limit() {
        var links = List.of(
                link("orders", new ShardProgress.AtTip(NOW, DELAY)), link("carts", new ShardProgress.Unknown("a gap")));
        var point = RecoveryPoint.of(EAST, WEST, links, NOW, 5);
        assertThat(point).isEqualTo(new RecoveryPoint.Unknown(List.of("carts: a gap")));
        assertThat(point.isWithin(Duration.ofDays(365))).isFalse();
        assertThat(RecoveryPoint.of(WEST, EAST, links, NOW, 5).isWithin(Duration.ofDays(365)))
                .isFalse();
    }

    /** Played with writes that arrive one after the other: nothing that is called safe is missing, whatever was reported. */
    @Test
    void nothing_written_before_the_safe_time_is_ever_missing() {
        for (long seed = 1; seed <= 300; seed++) {
            var random = new SplittableRandom(seed);
            var shards = new ArrayList<ShardProgress>();
            var missing = new ArrayList<Instant>();
            for (int shard = 0; shard < 1 + random.nextInt(4); shard++) {
                var written = new ArrayList<Instant>();
                Instant at = NOW.minusSeconds(600);
                while (at.isBefore(NOW)) {
                    written.add(at);
                    at = at.plusMillis(1 + random.nextInt(20_000));
                }
                int applied = random.nextInt(written.size() + 1);
                missing.addAll(written.subList(applied, written.size()));
                if (applied == written.size()) {
                    // The read may have begun at any time after the last write showed, up to now.
                    long since = Duration.between(written.getLast(), NOW).toMillis();
                    shards.add(new ShardProgress.AtTip(NOW.minusMillis(random.nextLong(since + 1)), DELAY));
                } else if (applied == 0) {
                    shards.add(new ShardProgress.Unknown("nothing was applied yet"));
                } else {
                    long exact = written.get(applied - 1).getEpochSecond();
                    shards.add(new ShardProgress.Behind(Instant.ofEpochSecond(exact), written.size() - applied));
                }
            }
            var link = new LinkProgress(EAST, WEST, "orders", shards);
            link.safeTime().ifPresent(safe -> assertThat(missing).allMatch(write -> !write.isBefore(safe)));
            if (RecoveryPoint.of(EAST, WEST, List.of(link), NOW, 0) instanceof RecoveryPoint.Known known) {
                assertThat((long) missing.size()).as("seed " + seed).isEqualTo(known.unapplied());
            }
        }
    }

    private static LinkProgress link(String table, ShardProgress... shards) {
        return new LinkProgress(EAST, WEST, table, List.of(shards));
    }
}
