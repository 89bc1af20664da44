package dev.leeward.provision;

import static dev.leeward.provision.Shop.AP;
import static dev.leeward.provision.Shop.EU;
import static dev.leeward.provision.Shop.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.provision.FakeGlobalTables.Fault;
import dev.leeward.provision.StepResult.NotApplied;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is planned from what was seen; the tables that stand come from the fake. */
final class PlannerTest {
    private final FakeGlobalTables fake = new FakeGlobalTables(US, EU, AP);
    private final Site site = fake.site();

    @Test
    void another_key_takes_another_table_and_a_name_for_that() {
        DeclaredTable before = plain("id");
        site.apply(before);
        Plan plan = site.plan(plain("number"));
        assertThat(plan.refused(Set.of()))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.change()).isInstanceOf(Change.DeleteTable.class));
        assertThat(plan.refused(Set.of(Danger.REPLACE_TABLE))).isEmpty();
        assertThat(plan.steps()).hasSize(4);
        assertThat(plan.differences().getFirst().sentence()).isEqualTo("key: declared number (S), found id (S)");
    }

    @Test
    void a_protected_table_is_not_replaced_by_any_name() {
        site.apply(Shop.guarded(plain("id")));
        Plan plan = site.plan(Shop.guarded(plain("number")));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.hindrances())
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).contains("protected"));
    }

    @Test
    void a_region_that_could_not_be_looked_at_is_never_taken_for_empty() {
        DeclaredTable orders = Shop.orders(Shop.GLOBAL, US, EU);
        Map<RegionName, Looked<Optional<ObservedTable>>> seen = new LinkedHashMap<>();
        seen.put(US, new Looked.Seen<>(Optional.empty()));
        seen.put(EU, new Looked.Unseen<>(Problem.passing(FaultCode.TIMED_OUT, "no answer")));
        Plan plan = new Planner(Shop.declaration(orders)).plan(orders, seen, Instant.EPOCH);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unseen()).containsExactly(EU);
        assertThat(plan.isDone()).isFalse();
    }

    @Test
    void a_table_in_a_region_where_it_is_not_declared_is_left_alone() {
        site.apply(Shop.orders(Shop.LEEWARD, US, EU, AP));
        Plan plan = site.plan(Shop.orders(Shop.LEEWARD, US, EU));
        assertThat(plan.isDone()).isTrue();
        assertThat(plan.cautions())
                .singleElement()
                .satisfies(words -> assertThat(words).startsWith("ap-south-1: ").contains("left alone"));
    }

    @Test
    void a_global_table_is_not_replicated_a_second_time() {
        site.apply(Shop.orders(Shop.GLOBAL, US, EU));
        Plan plan = site.plan(Shop.orders(Shop.LEEWARD, US, EU));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.hindrances()).hasSize(2);
    }

    @Test
    void a_table_that_stands_where_a_replica_shall_be_is_in_the_way() {
        site.apply(Shop.orders(Shop.LEEWARD, US, EU));
        Plan plan = site.plan(Shop.orders(Shop.GLOBAL, US, EU));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.hindrances())
                .singleElement()
                .satisfies(words -> assertThat(words).contains("only where there is no table"));
    }

    @Test
    void a_store_that_stays_busy_is_not_asked_for_ever() {
        Fault[] busy = new Fault[100];
        Arrays.fill(busy, Fault.BUSY);
        fake.next(busy);
        Instant begin = fake.now();
        assertThat(site.apply(plain("id"))).singleElement().isInstanceOf(NotApplied.class);
        assertThat(Duration.between(begin, fake.now())).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void what_stands_is_declared_as_it_stands() {
        DeclaredTable orders = Shop.guarded(Shop.orders(Shop.GLOBAL, US, EU));
        site.apply(orders);
        Imported imported = Imported.of("orders", standing(), Shop.declaration());
        assertThat(imported.table()).isEqualTo(orders);
        assertThat(imported.remarks()).isEmpty();
    }

    @Test
    void where_regions_differ_the_first_counts_and_the_others_are_named() {
        site.apply(Shop.orders(Shop.LEEWARD, US));
        site.apply(Shop.guarded(Shop.orders(Shop.LEEWARD, US, EU)));
        var bare = standing();
        bare.put(US, bare(bare.get(EU)));
        Imported imported = Imported.of("orders", bare, Shop.declaration());
        assertThat(imported.table().replication()).isEqualTo(new Replication.None());
        assertThat(imported.table().pointInTimeRecovery()).isFalse();
        assertThat(imported.remarks())
                .anySatisfy(words -> assertThat(words).contains("cannot be seen"))
                .anySatisfy(words -> assertThat(words).startsWith("eu-central-1 differs: point-in-time-recovery"));
    }

    private static ObservedTable bare(@Nullable ObservedTable found) {
        ObservedTable there = Objects.requireNonNull(found);
        return new ObservedTable(
                there.status(),
                there.key(),
                there.attributes(),
                there.indexes(),
                there.capacity(),
                there.stream(),
                there.expiry(),
                Optional.of(false),
                there.deletionProtection(),
                there.tags(),
                there.scaling(),
                there.group(),
                there.foreign());
    }

    private Map<RegionName, ObservedTable> standing() {
        Map<RegionName, ObservedTable> standing = new LinkedHashMap<>();
        site.stores().forEach((region, tables) -> {
            if (tables.look("orders") instanceof Looked.Seen<Optional<ObservedTable>>(var table)) {
                table.ifPresent(there -> standing.put(region, there));
            }
        });
        return standing;
    }

    private static DeclaredTable plain(String key) {
        return DeclaredTable.plain("orders", Key.of(key), Map.of(key, AttributeType.S), List.of(US, EU));
    }
}
