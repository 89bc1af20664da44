package dev.leeward.provision.dynamodb;

import static dev.leeward.provision.Shop.AP;
import static dev.leeward.provision.Shop.EU;
import static dev.leeward.provision.Shop.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.provision.Danger;
import dev.leeward.provision.Difference.Aspect;
import dev.leeward.provision.Patience;
import dev.leeward.provision.RealTime;
import dev.leeward.provision.Shop;
import dev.leeward.provision.Site;
import dev.leeward.provision.StepResult;
import dev.leeward.provision.StepResult.Applied;
import dev.leeward.provision.StepResult.NotApplied;
import dev.leeward.provision.Tables;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import dev.leeward.testkit.DynamoDbLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against DynamoDB Local, a real server without global tables. */
final class LocalTablesTest {
    private final List<Store> opened = new ArrayList<>();
    private final Site site = site();

    private Site site() {
        String key = DynamoDbLocal.freshKey();
        Map<RegionName, Tables> stores = new LinkedHashMap<>();
        for (RegionName region : List.of(US, EU, AP)) {
            var address = StoreAddress.withKey(
                            region.value(), Optional.of(DynamoDbLocal.shared().endpoint()), key, "secret")
                    .within(Duration.ofSeconds(20));
            Store store = Store.open(address);
            opened.add(store);
            stores.put(region, StoreTables.of(store));
        }
        return new Site(stores, new RealTime(), Patience.within(Duration.ofSeconds(20)));
    }

    @AfterEach
    void close() {
        opened.forEach(Store::close);
    }

    @Test
    void identical_tables_are_made_in_each_region_and_nothing_is_left_to_do() {
        var orders = Shop.orders(Shop.LEEWARD, US, EU);
        assertThat(site.apply(orders))
                .hasSize(4)
                .allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        var plan = site.plan(orders);
        assertThat(plan.isDone()).as("%s", plan).isTrue();
        assertThat(plan.cautions()).isEmpty();
        assertThat(names()).containsExactly("[orders]", "[orders]", "[]");
    }

    private List<String> names() {
        return site.stores().values().stream()
                .map(tables ->
                        tables.names() instanceof Looked.Seen<List<String>>(var names) ? names.toString() : "unseen")
                .toList();
    }

    @Test
    void settings_are_brought_to_where_they_are_declared() {
        var before = Shop.withExpiry(Shop.with(Shop.orders(Shop.LEEWARD, US, EU), List.of()), Optional.empty());
        assertThat(site.apply(before)).hasSize(2);
        var after = Shop.with(Shop.orders(Shop.LEEWARD, US, EU), Shop.provisioned(3, 4));
        var plan = site.plan(after);
        assertThat(plan.differences())
                .filteredOn(each -> each.region().equals(EU))
                .extracting(each -> each.aspect())
                .containsExactly(Aspect.INDEXES, Aspect.INDEXES, Aspect.BILLING, Aspect.TTL);
        assertThat(plan.refused(Set.of())).isEmpty();
        List<StepResult> results = site.apply(after);
        assertThat(results).hasSize(8).allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(site.plan(after).isDone()).isTrue();
        assertThat(site.apply(Shop.with(after, Shop.provisioned(5, 4)))).hasSize(2);
        assertThat(site.plan(Shop.with(after, Shop.provisioned(5, 4))).isDone()).isTrue();
    }

    @Test
    void an_index_that_changes_is_made_anew_only_where_that_is_allowed() {
        var before = Shop.orders(Shop.LEEWARD, US, EU);
        site.apply(before);
        var other = new Index("by-state", Key.of("state", "placed"), new Index.Projection.All());
        var after = Shop.with(before, List.of(other));
        var plan = site.plan(after);
        assertThat(plan.refused(Set.of())).hasSize(4);
        assertThat(plan.refused(Set.of(Danger.REMOVE_INDEX))).isEmpty();
        assertThat(site.apply(after))
                .hasSize(6)
                .allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(site.plan(after).isDone()).isTrue();
    }

    @Test
    void a_store_without_global_tables_refuses_the_replica_and_that_is_said() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        var results = site.apply(orders);
        assertThat(results.getLast())
                .isInstanceOfSatisfying(
                        NotApplied.class, result -> assertThat(result.words()).contains("ValidationException"));
        assertThat(site.plan(orders).isDone()).isFalse();
    }

    @Test
    void recovery_that_a_store_does_not_have_is_a_hindrance() {
        var orders = Shop.guarded(Shop.orders(Shop.LEEWARD, US, EU));
        site.apply(orders);
        var plan = site.plan(orders);
        assertThat(plan.hindrances()).anySatisfy(words -> assertThat(words).contains("no point-in-time recovery"));
    }
}
