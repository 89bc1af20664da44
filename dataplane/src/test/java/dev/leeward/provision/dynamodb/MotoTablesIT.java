package dev.leeward.provision.dynamodb;

import static dev.leeward.provision.Shop.EU;
import static dev.leeward.provision.Shop.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.provision.Difference;
import dev.leeward.provision.Patience;
import dev.leeward.provision.RealTime;
import dev.leeward.provision.Shop;
import dev.leeward.provision.Site;
import dev.leeward.provision.StepResult.Applied;
import dev.leeward.provision.StepResult.NotApplied;
import dev.leeward.provision.Tables;
import dev.leeward.region.RegionName;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against moto, an implementation by other people that knows recovery, protection and tags, and that answers 200 to updates
 * of replicas without doing anything.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class MotoTablesIT {
    private final List<Store> opened = new ArrayList<>();
    private LocalProcess moto;
    private Site site;

    @SuppressWarnings("NullAway.Init") // JUnit starts moto before the tests.
    MotoTablesIT() {}

    @BeforeAll
    void start(@TempDir Path folder) {
        int port = Ports.free();
        moto = LocalProcess.start(folder, Needs.program("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                .awaitPort(port, Duration.ofMinutes(1));
        Map<RegionName, Tables> stores = new LinkedHashMap<>();
        for (RegionName region : List.of(US, EU)) {
            var endpoint = Optional.of(URI.create("http://127.0.0.1:" + port));
            var address = StoreAddress.withKey(region.value(), endpoint, "test", "secret");
            Store store = Store.open(address.within(Duration.ofSeconds(20)));
            opened.add(store);
            stores.put(region, StoreTables.scaled(store));
        }
        var patience = new Patience(
                Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(20));
        site = new Site(stores, new RealTime(), patience);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // Missing when starting failed.
    void stop() {
        opened.forEach(Store::close);
        if (moto != null) moto.close();
    }

    @Test
    void a_yes_to_a_replica_that_never_comes_is_not_believed() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        var results = site.apply(orders);
        assertThat(results.getLast())
                .isInstanceOfSatisfying(
                        NotApplied.class,
                        result -> assertThat(result.words()).contains("the store said yes and did not do it"));
        assertThat(site.plan(orders).isDone()).isFalse();
    }

    @Test
    void recovery_protection_and_tags_are_set_in_each_region() {
        var guarded = Shop.named("guarded", Shop.guarded(Shop.orders(Shop.LEEWARD, US, EU)));
        assertThat(site.apply(guarded)).allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        var plan = site.plan(guarded);
        assertThat(plan.isDone()).as("%s", plan).isTrue();
        var bare = Shop.named("guarded", Shop.orders(Shop.LEEWARD, US, EU));
        assertThat(site.plan(bare).refused(Set.of())).hasSize(4);
    }

    @Test
    void what_scales_units_is_set_up_kept_and_taken_away() {
        var fixed = Shop.named(
                "busy",
                Shop.with(
                        Shop.orders(Shop.LEEWARD, US, EU),
                        new Billing.Provisioned(Capacity.fixed(5), Capacity.fixed(5))));
        assertThat(site.apply(fixed)).allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        var scaled = Shop.with(fixed, new Billing.Provisioned(new Capacity(5, 50, 70), Capacity.fixed(5)));
        var drift = site.plan(scaled);
        assertThat(drift.differences())
                .extracting(Difference::sentence)
                .contains("scaling: declared read units from 5 to 50 at 70 %, read units of by-state from 5 to 50 at"
                        + " 70 %, read units of by-sum from 5 to 50 at 70 %, found read units not scaled, read units of"
                        + " by-state not scaled, read units of by-sum not scaled");
        assertThat(site.apply(scaled))
                .hasSize(6)
                .allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(site.plan(scaled).isDone()).isTrue();

        var other = Shop.with(fixed, new Billing.Provisioned(new Capacity(5, 50, 60), Capacity.fixed(5)));
        assertThat(site.plan(other).steps()).hasSize(6);
        assertThat(site.apply(other)).allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(site.plan(other).isDone()).isTrue();

        assertThat(site.plan(fixed).steps())
                .extracting(step -> step.change().words())
                .contains("let the read units of by-sum no longer be scaled");
        assertThat(site.apply(fixed)).allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(site.plan(fixed).isDone()).isTrue();
    }
}
