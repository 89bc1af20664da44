package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Written;
import dev.leeward.version.Replica;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StamperTest {
    private static final Replica HERE = new Replica(new RegionName("eu-west"), "orders");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ItemKey KEY = ItemKey.of("order-1");

    private final Map<ItemKey, Entry> entries = new HashMap<>();
    private final List<ItemKey> alarms = new ArrayList<>();

    @Test
    void a_record_read_again_gets_the_version_it_had() {
        Stamper stamper = stamper(true);
        Stamped first = stamper.stamp(write(1));
        assertThat(first).isInstanceOf(Stamped.Outward.class);
        assertThat(((Stamped.Outward) stamper.stamp(write(1))).change().version())
                .isEqualTo(((Stamped.Outward) first).change().version());
    }

    @Test
    void a_record_behind_the_last_stamped_one_is_not_sent_again() {
        Stamper stamper = stamper(true);
        stamper.stamp(write(1));
        stamper.stamp(write(2));
        assertThat(stamper.stamp(write(1))).isInstanceOf(Stamped.Settled.class);
    }

    @Test
    void where_only_copies_belong_a_local_write_is_an_alarm_and_goes_nowhere() {
        assertThat(stamper(false).stamp(write(1))).isInstanceOf(Stamped.Settled.class);
        assertThat(alarms).containsExactly(KEY);
        assertThat(entries).isEmpty();
    }

    private static ChangeRecord write(long number) {
        var sequence = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(number));
        return new ChangeRecord(
                sequence, KEY, NOW, Optional.empty(), Optional.of(Item.of(Map.of("total", Value.N.of(number)))));
    }

    private Stamper stamper(boolean takesWrites) {
        var terms = new Terms(takesWrites, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8));
        return new Stamper(HERE, sidecar(), InstantSource.fixed(NOW), terms, new Watch() {
            @Override
            public void conflict(Conflict conflict) {
                throw new AssertionError(conflict);
            }

            @Override
            public void foreignWrite(RegionName region, ItemKey key) {
                alarms.add(key);
            }
        });
    }

    private Sidecar sidecar() {
        return new Sidecar() {
            @Override
            public Looked<Optional<Entry>> read(ItemKey key) {
                return new Looked.Seen<>(Optional.ofNullable(entries.get(key)));
            }

            @Override
            public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
                if (!Optional.ofNullable(entries.get(key)).equals(expected)) return new Written.Refused();
                entries.put(key, next);
                return new Written.Done(Optional.empty());
            }
        };
    }
}
