package dev.leeward.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Ground.Versions;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.HandDelivery;
import dev.leeward.replication.Terms;
import dev.leeward.replication.Watch;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Written;
import dev.leeward.table.dynamodb.DynamoSidecar;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repairs of two tables in real stores, with what a replicator would have left in their sidecars. */
final class RepairsTest {
    private static final String TABLE = "orders";
    private static final ItemKey KEY = ItemKey.of("order-1");

    private final Place east = new Place("us-east");
    private final Place west = new Place("us-west");
    private final Repairs repairs = new Repairs(List.of(east.ground(), west.ground()));

    @AfterEach
    void close() {
        east.store.close();
        west.store.close();
    }

    @Test
    void the_newer_version_is_put_under_its_marker_and_the_sidecar_learns_of_it() {
        east.holds("new", version(20));
        west.holds("old", version(10));
        Plan plan = repairs.plan(List.of(KEY), new Rule.Newer(), 10);
        assertThat(plan.repairs()).hasSize(1);
        assertThat(repairs.carryOut(plan.repairs().getFirst())).isEqualTo(new Outcome.Repaired());
        Item item = west.stands().orElseThrow();
        assertThat(item.content()).isEqualTo(item("new"));
        assertThat(Marker.of(west.replica, KEY, item)).map(Marker::version).contains(version(20));
        assertThat(west.entry().version()).isEqualTo(version(20));
        assertThat(repairs.plan(List.of(KEY), new Rule.Newer(), 10).repairs()).isEmpty();
    }

    @Test
    void a_tombstone_that_is_newer_deletes() {
        east.knows(Optional.empty(), version(20));
        west.holds("old", version(10));
        Plan plan = repairs.plan(List.of(KEY), new Rule.Newer(), 10);
        assertThat(repairs.carryOut(plan.repairs().getFirst())).isEqualTo(new Outcome.Repaired());
        assertThat(west.stands()).isEmpty();
    }

    @Test
    void what_changed_since_the_plan_is_left_as_it_is() {
        east.holds("new", version(20));
        west.holds("old", version(10));
        for (Rule rule : List.of(new Rule.Newer(), new Rule.From(east.replica.region()))) {
            Plan plan = repairs.plan(List.of(KEY), rule, 10);
            west.put("written meanwhile");
            assertThat(repairs.carryOut(plan.repairs().getFirst())).isEqualTo(new Outcome.Outdated());
            assertThat(west.stands()).contains(item("written meanwhile"));
            west.put("old");
            assertThat(west.entry().version()).isEqualTo(version(10));
        }
    }

    @Test
    void the_older_content_is_written_as_an_application_would_write_it() {
        east.holds("new", version(20));
        west.holds("old", version(10));
        Plan plan = repairs.plan(List.of(KEY), new Rule.From(west.replica.region()), 10);
        assertThat(repairs.carryOut(plan.repairs().getFirst())).isEqualTo(new Outcome.Repaired());
        assertThat(east.stands()).contains(item("old"));
        assertThat(east.entry().version()).isEqualTo(version(20));
    }

    @Test
    void a_region_that_cannot_be_read_is_told_and_nothing_is_guessed() {
        var away = new Place("us-away", false);
        Plan plan = new Repairs(List.of(east.ground(), away.ground())).plan(List.of(KEY), new Rule.Newer(), 10);
        assertThat(plan.repairs()).isEmpty();
        assertThat(plan.unread()).hasSize(1);
        assertThat(plan.unread().getFirst().problem().code()).isEqualTo(FaultCode.NOT_FOUND);
        away.store.close();
    }

    private static Version version(long millis) {
        return new Version(millis, 0, new RegionName("us-east"));
    }

    private static Item item(String text) {
        return Item.of(Map.of("k", KEY.partition(), "text", new Value.S(text)));
    }

    /** A table with its sidecar in a store of its own. */
    private static final class Place {
        private final Store store = LocalStores.fresh();
        private final Replica replica;
        private final DynamoTable table;
        private final DynamoSidecar sidecar;

        private Place(String region) {
            this(region, true);
        }

        private Place(String region, boolean isThere) {
            replica = new Replica(new RegionName(region), TABLE);
            table = new DynamoTable(store, TABLE, LocalStores.KEYS);
            sidecar = new DynamoSidecar(store, SideTables.sidecarOf(TABLE), LocalStores.KEYS);
            if (isThere) {
                assertThat(SideTables.createMissing(store, LocalStores.create(store, TABLE)))
                        .isEmpty();
            }
        }

        private Ground ground() {
            var delivery = new HandDelivery(
                    replica,
                    table,
                    sidecar,
                    Terms.ofAws(),
                    InstantSource.system(),
                    InstantSource.system(),
                    new Unheard());
            return new Ground(replica, table, Optional.of(new Versions(sidecar, delivery)));
        }

        /** A copy of that version. */
        private void holds(String text, Version version) {
            var marker = Marker.on(replica, KEY, item(text), version, false);
            done(table.put(KEY, item(text).with(Item.MARKER, marker.toValue()), new Condition.Nothing()));
            knows(Optional.of(item(text)), version);
        }

        private void knows(Optional<Item> content, Version version) {
            var digest = content.map(item -> replica.digest(KEY, item));
            var entry = new Entry(version, digest, Optional.empty(), Optional.empty(), Optional.empty());
            done(sidecar.swap(KEY, Optional.empty(), entry));
        }

        private void put(String text) {
            done(table.put(KEY, item(text), Condition.still(stands())));
        }

        private Optional<Item> stands() {
            return seen(table.read(KEY));
        }

        private Entry entry() {
            return seen(sidecar.read(KEY)).orElseThrow();
        }

        private static void done(Written written) {
            assertThat(written).isInstanceOf(Written.Done.class);
        }

        private static <T> T seen(Looked<T> looked) {
            if (looked instanceof Looked.Seen<T>(T value)) return value;
            throw new AssertionError(looked);
        }
    }

    private static final class Unheard implements Watch {
        @Override
        public void conflict(Conflict conflict) {}

        @Override
        public void foreignWrite(RegionName region, ItemKey key) {}
    }
}
