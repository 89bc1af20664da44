package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Recalling;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Written;
import dev.leeward.version.Claim;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
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
    private final List<Instant> late = new ArrayList<>();
    private final List<String> unstamped = new ArrayList<>();
    private int reads;

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
    void what_is_new_or_remembered_is_stamped_without_a_read() {
        Stamper stamper = stamper(true);
        stamper.stamp(write(1));
        stamper.stamp(overwriting(2));
        stamper.stamp(overwriting(3));
        assertThat(entry().passed().orElseThrow().sequence()).isEqualTo(write(3).sequence());
        assertThat(reads).isZero();
    }

    @Test
    void a_wrong_guess_is_found_out_and_costs_nothing_but_a_call() {
        Stamper stamper = stamper(true);
        stamper.stamp(write(1));
        Version first = entry().version();
        // Another process, which has not seen the former.
        stamper(true).stamp(write(2));
        stamper.stamp(overwriting(3));
        assertThat(reads).isEqualTo(2);
        assertThat(entry().version()).isEqualTo(first.after(HERE.region()).after(HERE.region()));
    }

    @Test
    void where_only_copies_belong_a_local_write_is_an_alarm_and_goes_nowhere() {
        assertThat(stamper(false).stamp(write(1))).isInstanceOf(Stamped.Settled.class);
        assertThat(alarms).containsExactly(KEY);
        assertThat(entries).isEmpty();
    }

    @Test
    void a_write_that_was_held_up_for_long_is_told_of_once_with_when_it_was_made() {
        Stamper stamper = stamper(true);
        Instant made = NOW.minus(Duration.ofHours(2));
        stamper.stamp(write(1, made));
        stamper.stamp(write(1, made));
        assertThat(late).containsExactly(made.plusSeconds(1));
    }

    @Test
    void a_write_that_was_read_within_a_minute_is_not_called_late() {
        stamper(true).stamp(write(1, NOW.minusSeconds(59)));
        assertThat(late).isEmpty();
    }

    private static ChangeRecord write(long number) {
        return write(number, NOW);
    }

    private static ChangeRecord write(long number, Instant made) {
        var sequence = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(number));
        return new ChangeRecord(
                sequence,
                KEY,
                made,
                Optional.empty(),
                Optional.of(Item.of(Map.of("total", Value.N.of(number)))),
                false);
    }

    @Test
    void a_good_stamp_of_an_application_is_the_version_and_costs_no_write() {
        var stamp = new Version(NOW.toEpochMilli(), 7, HERE.region());
        assertThat(versionOf(stamping().stamp(stamped(1, Optional.empty(), stamp))))
                .isEqualTo(stamp);
        assertThat(entries).isEmpty();
        assertThat(unstamped).isEmpty();
    }

    @Test
    void a_stamp_that_cannot_be_is_told_of_and_the_write_gets_its_version_from_us() {
        Stamper stamper = stamping();
        var good = new Version(NOW.toEpochMilli(), 7, HERE.region());
        Item before = item(good);
        var ahead = new Version(NOW.plus(Duration.ofMinutes(2)).toEpochMilli(), 0, HERE.region());
        var old = new Version(NOW.minus(Duration.ofDays(8)).toEpochMilli(), 0, HERE.region());
        var elsewhere = new Version(NOW.toEpochMilli(), 9, new RegionName("us-east"));
        Version last = good;
        int number = 1;
        for (Version bad : List.of(ahead, old, elsewhere, good)) {
            Version version = versionOf(stamper.stamp(stamped(number++, Optional.of(before), bad)));
            assertThat(version).isNotEqualTo(bad).isGreaterThan(last);
            last = version;
        }
        assertThat(unstamped)
                .containsExactly(
                        "its stamp is ahead of the store's clock",
                        "its stamp is older than a week",
                        "it bears no stamp of this region",
                        "its stamp is not above that of what it overwrote");
    }

    @Test
    void a_stamp_that_was_not_its_version_is_none_later_either() {
        Stamper stamper = stamping();
        var ahead = new Version(NOW.plus(Duration.ofMinutes(2)).toEpochMilli(), 0, HERE.region());
        Version first = versionOf(stamper.stamp(stamped(1, Optional.empty(), ahead)));
        var next = new Version(first.millis(), 9, HERE.region());
        assertThat(versionOf(stamper.stamp(stamped(2, Optional.of(item(ahead)), next))))
                .as("above the version it got, and below the stamp it bore")
                .isEqualTo(next);
    }

    private static Version versionOf(Stamped stamped) {
        if (stamped instanceof Stamped.Outward(Change change)) return change.version();
        throw new AssertionError(stamped);
    }

    private static Item item(Version claim) {
        return Item.of(Map.of("total", Value.N.of(1), "stamp", Claim.toValue(claim)));
    }

    private static ChangeRecord stamped(long number, Optional<Item> before, Version claim) {
        ChangeRecord record = write(number);
        Item after = item(claim).with("total", Value.N.of(number));
        return new ChangeRecord(record.sequence(), KEY, NOW, before, Optional.of(after), false);
    }

    private Stamper stamping() {
        return stamper(Terms.ofAws().claimedIn(Optional.of("stamp")));
    }

    private Entry entry() {
        return Optional.ofNullable(entries.get(KEY)).orElseThrow();
    }

    private static ChangeRecord overwriting(long number) {
        ChangeRecord record = write(number);
        var before = Item.of(Map.of("total", Value.N.of(number - 1)));
        return new ChangeRecord(record.sequence(), KEY, NOW, Optional.of(before), record.after(), false);
    }

    private Stamper stamper(boolean takesWrites) {
        return stamper(new Terms(takesWrites, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8)));
    }

    private Stamper stamper(Terms terms) {
        return new Stamper(HERE, new Recalling(sidecar(), 10), InstantSource.fixed(NOW), terms, new Watch() {
            @Override
            public void conflict(Conflict conflict) {
                throw new AssertionError(conflict);
            }

            @Override
            public void foreignWrite(RegionName region, ItemKey key) {
                alarms.add(key);
            }

            @Override
            public void unstamped(RegionName region, ItemKey key, String why, Version version) {
                unstamped.add(why);
            }

            @Override
            public void late(RegionName region, ItemKey key, Instant made, Version version) {
                late.add(made);
            }
        });
    }

    private Sidecar sidecar() {
        return new Sidecar() {
            @Override
            public Looked<Optional<Entry>> read(ItemKey key) {
                reads++;
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
