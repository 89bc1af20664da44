package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication.Leeward;
import dev.leeward.declared.Replication.Mode;
import dev.leeward.declared.Replication.None;
import dev.leeward.declared.Replication.Spread;
import dev.leeward.declared.Store;
import dev.leeward.region.RegionName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicationPlanTest {
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("us-west");

    @Test
    void only_what_leeward_replicates_is_planned() {
        var declaration = declaration(
                Optional.empty(),
                table("own", new None()),
                table("both", new Leeward(Mode.ACTIVE_ACTIVE)),
                table("versions", new Leeward(Mode.STAMPED)));

        assertThat(ReplicationPlan.of(declaration))
                .extracting(ReplicationPlan::table)
                .containsExactly("both", "versions");
    }

    @Test
    void where_applications_stamp_what_they_write_every_region_knows_in_which_attribute() {
        var here = Optional.of(URI.create("http://127.0.0.1:8001"));
        var stamped = table("versions", new Leeward(Mode.STAMPED, Spread.NONE, Optional.of("written")));

        for (Optional<URI> endpoint : List.of(here, Optional.<URI>empty())) {
            assertThat(ReplicationPlan.of(declaration(endpoint, stamped))
                            .getFirst()
                            .stores())
                    .extracting(RegionStore::terms)
                    .allMatch(terms -> terms.takesWrites() && terms.claim().equals(Optional.of("written")));
        }
    }

    @Test
    void where_one_region_writes_it_is_the_first() {
        var plan = ReplicationPlan.of(declaration(Optional.empty(), table("one", new Leeward(Mode.SINGLE_WRITER))))
                .getFirst();

        assertThat(plan.stores()).extracting(RegionStore::name).containsExactly(EAST, WEST);
        assertThat(plan.stores())
                .extracting(store -> store.terms().takesWrites())
                .containsExactly(true, false);
        assertThat(plan.pace()).isEqualTo(Pace.ofAws());
    }

    @Test
    void a_store_of_ones_own_may_show_its_writes_late() {
        var here = Optional.of(URI.create("http://127.0.0.1:8001"));
        var plan = ReplicationPlan.of(declaration(here, table("both", new Leeward(Mode.ACTIVE_ACTIVE))))
                .getFirst();

        assertThat(plan.pace()).isEqualTo(Pace.ofLocal());
        assertThat(plan.stores()).allSatisfy(store -> {
            assertThat(store.terms().streamDelay()).hasSeconds(11);
            assertThat(store.address().endpoint()).isEqualTo(here);
        });
    }

    private static Declaration declaration(Optional<URI> endpoint, DeclaredTable... tables) {
        return new Declaration(
                List.of(
                        new Store(EAST, "us-east-1", endpoint, Optional.empty()),
                        new Store(WEST, "us-west-2", endpoint, Optional.empty())),
                List.of(tables),
                Optional.empty());
    }

    private static DeclaredTable table(String name, dev.leeward.declared.Replication replication) {
        var plain = DeclaredTable.plain(name, Key.of("k"), Map.of("k", AttributeType.S), List.of(EAST, WEST));
        return new DeclaredTable(
                plain.name(),
                plain.key(),
                plain.attributes(),
                plain.indexes(),
                plain.billing(),
                true,
                plain.expiry(),
                plain.pointInTimeRecovery(),
                plain.deletionProtection(),
                plain.tags(),
                plain.replicas(),
                replication);
    }
}
