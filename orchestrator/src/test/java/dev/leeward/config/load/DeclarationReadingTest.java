package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationStore.Opening;
import dev.leeward.config.source.Remark;
import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication;
import dev.leeward.declared.WatchedMetric;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeclarationReadingTest {
    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void everything_that_is_declared_is_read() {
        var check = samples.check(Samples.resource("everything.yaml"));
        Declaration read = check.configuration().orElseThrow().declaration().orElseThrow();
        var home = read.store(new RegionName("us-east")).orElseThrow();
        assertThat(home.awsRegion()).isEqualTo("us-east-1");
        assertThat(home.endpoint()).hasToString("Optional[http://127.0.0.1:8001]");
        assertThat(home.accessKey().orElseThrow().secret()).isEqualTo("linode-secret-0123456789");
        assertThat(home.toString()).doesNotContain("-secret-");
        var orders = read.table("orders").orElseThrow();
        assertThat(orders.key()).isEqualTo(Key.of("customer", "placed"));
        assertThat(orders.attributes()).containsEntry("raw", AttributeType.B);
        assertThat(orders.indexes())
                .containsExactly(
                        new Index("by-state", Key.of("state", "placed"), new Index.Projection.KeysOnly()),
                        new Index(
                                "by-raw",
                                Key.of("raw"),
                                new Index.Projection.Include(new TreeSet<>(List.of("total", "currency")))));
        assertThat(orders.billing()).isEqualTo(new Billing.Provisioned(new Capacity(5, 100, 60), Capacity.fixed(5)));
        assertThat(orders.expiry()).contains("expires");
        assertThat(orders.tags()).isEqualTo(Map.of("team", "shop", "cost", "7"));
        assertThat(orders.replication())
                .isEqualTo(new Replication.Leeward(Replication.Mode.ACTIVE_ACTIVE, Replication.Spread.KCL));
        assertThat(orders.alarms()).containsExactlyInAnyOrder(WatchedMetric.THROTTLING, WatchedMetric.SYSTEM_ERRORS);
        assertThat(read.table("carts").orElseThrow().replication())
                .isEqualTo(new Replication.Leeward(
                        Replication.Mode.STAMPED, Replication.Spread.NONE, Optional.of("written")));
        var stock = read.table("stock").orElseThrow();
        assertThat(stock.replication()).isEqualTo(new Replication.GlobalTables(true, Optional.of("eu-west-1")));
        assertThat(stock.stream()).as("replication brings the stream with it").isTrue();
        assertThat(read.health().orElseThrow().name()).isEqualTo("shop-health");
    }

    @Test
    void all_mistakes_are_named_with_their_lines() {
        var check = samples.check("""
                data:
                  stores:
                    east: {}
                    eu-west-1: {endpoint: "http://192.0.2.1:8000", access-key: "${env:VIEWER_TOKEN}"}
                    us-east-1: {}
                  tables:
                    orders:
                      key: {partition: custmer}
                      attributes: {customer: S, placed: number, state: S}
                      indexes:
                        by-state: {partition: state, projection: keysonly}
                      billing: {read: {least: 5, most: 4}, write: 5}
                      replicas: [us-eats-1, eu-west-1]
                      replication: leeward
                      consistency: strong
                      strem: true
                """);
        assertThat(check.errors())
                .extracting(Remark::headline)
                .containsExactly(
                        "shop.yaml:3:5: data.stores.east: \"east\" is no region of AWS; write aws-region: us-east-1 or the"
                                + " like, or endpoint: for another store",
                        "shop.yaml:4:27: data.stores.eu-west-1.endpoint: credentials would travel there in clear text; use"
                                + " https",
                        "shop.yaml:4:64: data.stores.eu-west-1.access-key: access-key and secret-key go together",
                        "shop.yaml:8:24: data.tables.orders.key.partition: \"custmer\" is not among the attributes; did you"
                                + " mean \"customer\"?",
                        "shop.yaml:9:41: data.tables.orders.attributes.placed: expected one of S, N, B, found \"number\"; choose"
                                + " one of them",
                        "shop.yaml:11:50: data.tables.orders.indexes.by-state.projection: expected one of all, keys-only,"
                                + " found \"keysonly\"; did you mean \"keys-only\"?",
                        "shop.yaml:12:17: data.tables.orders.billing.read: most is 4, less than least, which is 5",
                        "shop.yaml:13:18: data.tables.orders.replicas[0]: \"us-eats-1\" has no store; did you mean"
                                + " \"us-east-1\"?",
                        "shop.yaml:15:20: data.tables.orders.consistency: means nothing without replication: global-tables;"
                                + " add that, or remove this",
                        "shop.yaml:16:7: data.tables.orders.strem: unknown key; did you mean \"stream\"?");
    }

    @Test
    void types_of_attributes_that_no_key_uses_are_refused_as_the_store_would() {
        var check = samples.check("data: {stores: {us-east-1: {}}, tables: {carts: {key: {partition: id},"
                + " attributes: {id: S, total: N}}}}\n");
        assertThat(check.errors())
                .singleElement()
                .satisfies(remark -> assertThat(remark.headline())
                        .contains("data.tables.carts.attributes.total: no key uses \"total\""));
    }

    @Test
    void tables_need_no_services_but_a_node_does() {
        String text = "data: {stores: {us-east-1: {}}}\n";
        assertThat(samples.check(text).remarks()).isEmpty();
        var opening = ConfigurationStore.open(samples.write("tables.yaml", text), Samples.VARIABLES);
        assertThat(opening)
                .isInstanceOfSatisfying(
                        Opening.Refused.class,
                        refused -> assertThat(refused.remarks())
                                .singleElement()
                                .satisfies(remark ->
                                        assertThat(remark.headline()).contains("there are no services in it")));
    }

    @Test
    void commands_for_tables_need_the_secrets_of_stores_only() {
        String text = Samples.example("minimal.yaml") + "data: {stores: {us-east-1: {}}}\n";
        var file = samples.write("both.yaml", text);
        var nothing = Environment.of(Map.of());
        assertThat(ConfigurationCheck.of(file, nothing).errors()).hasSize(1);
        assertThat(ConfigurationCheck.ofTables(file, nothing).configuration()).isPresent();
        var without = samples.write("without.yaml", Samples.example("minimal.yaml"));
        assertThat(ConfigurationCheck.ofTables(without, nothing).errors())
                .singleElement()
                .satisfies(remark -> assertThat(remark.headline()).contains("add data:"));
    }
}
