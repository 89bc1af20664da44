package dev.leeward.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CopiesTest {
    private static final RegionName EAST = new RegionName("east");
    private static final RegionName WEST = new RegionName("west");
    private static final RegionName NORTH = new RegionName("north");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void the_slowest_table_says_and_the_writes_of_all_of_them_count() {
        var copies = copies(kept("carts"), kept("stock"));
        assertThat(copies.recovery(EAST, WEST, NOW))
                .isEqualTo(new RecoveryPoint.Known(NOW.minusSeconds(9), Duration.ofSeconds(9), 6, 180));
    }

    @Test
    void what_is_not_told_not_measured_or_not_kept_there_is_unknown_and_each_says_why() {
        var copies = copies(
                kept("carts"),
                kept("orders"),
                KeptTable.unmeasured("prices", List.of(EAST, WEST), "nobody measures it"),
                KeptTable.measured("logs", List.of(EAST)));
        assertThat(copies.recovery(EAST, WEST, NOW))
                .isEqualTo(new RecoveryPoint.Unknown(List.of(
                        "orders: nobody has told yet how far it is",
                        "prices: nobody measures it",
                        "logs: it is not kept in west")));
    }

    @Test
    void what_the_lost_region_does_not_keep_is_not_lost_with_it() {
        var copies = copies(kept("carts"), KeptTable.measured("maps", List.of(WEST, NORTH)));
        assertThat(copies.recovery(EAST, WEST, NOW)).isInstanceOf(RecoveryPoint.Known.class);
    }

    @Test
    void without_a_table_nothing_is_known() {
        assertThat(Copies.NONE.recovery(EAST, WEST, NOW).isWithin(Duration.ofDays(1)))
                .isFalse();
    }

    private static Copies copies(KeptTable... tables) {
        var carts = evidence("carts", 4);
        var stock = evidence("stock", 9);
        return new Copies(List.of(tables), Map.of(carts.link(), carts, stock.link(), stock));
    }

    private static KeptTable kept(String name) {
        return KeptTable.measured(name, List.of(EAST, WEST));
    }

    private static LinkEvidence evidence(String table, int lag) {
        var shard = new ShardProgress.Behind(NOW.minusSeconds(lag), 3);
        return new LinkEvidence(new LinkProgress(EAST, WEST, table, List.of(shard)), 10);
    }
}
