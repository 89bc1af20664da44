package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Sequence;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExpiryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
    private static final Terms TELLING =
            new Terms(true, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8));
    private static final Terms SILENT = new Terms(
            true, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8), Optional.of("expires"));

    @Test
    void what_the_store_says_it_took_away_had_expired() {
        assertThat(Expiry.isOf(removal(item(NOW.plusSeconds(9)), true), TELLING))
                .isTrue();
        assertThat(Expiry.isOf(removal(item(NOW.minusSeconds(9)), false), TELLING))
                .isFalse();
    }

    @Test
    void where_stores_do_not_say_so_the_item_does() {
        assertThat(Expiry.isOf(removal(item(NOW.minusSeconds(9)), false), SILENT))
                .isTrue();
        assertThat(Expiry.isOf(removal(item(NOW.plusSeconds(9)), false), SILENT))
                .isFalse();
        assertThat(Expiry.isOf(removal(Item.of(Map.of()), false), SILENT)).isFalse();
        assertThat(Expiry.isOf(removal(Item.of(Map.of("expires", new Value.S("0"))), false), SILENT))
                .isFalse();
    }

    @Test
    void a_time_to_live_of_years_ago_is_none() {
        assertThat(Expiry.isOf(removal(item(Instant.EPOCH), false), SILENT)).isFalse();
    }

    @Test
    void what_is_still_there_has_not_been_taken_away() {
        var record = new ChangeRecord(
                sequence(),
                ItemKey.of("a"),
                NOW,
                Optional.of(item(Instant.EPOCH)),
                Optional.of(item(NOW.minusSeconds(9))),
                false);
        assertThat(Expiry.isOf(record, SILENT)).isFalse();
    }

    private static ChangeRecord removal(Item before, boolean isByStore) {
        return new ChangeRecord(sequence(), ItemKey.of("a"), NOW, Optional.of(before), Optional.empty(), isByStore);
    }

    private static Sequence sequence() {
        return new Sequence("2026-01-01T00:00:00.000", BigInteger.ONE);
    }

    private static Item item(Instant expires) {
        return Item.of(Map.of("expires", Value.N.of(expires.getEpochSecond())));
    }
}
