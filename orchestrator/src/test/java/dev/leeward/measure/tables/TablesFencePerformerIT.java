package dev.leeward.measure.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Key;
import dev.leeward.declared.Store;
import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fencing.FencePolicy;
import dev.leeward.fencing.dynamodb.TableFence;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.provision.Time;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.table.Looked;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Against moto, which keeps resource policies and obeys none: what a write shows is that the fence does not hold. */
final class TablesFencePerformerIT {
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("eu-central");

    @Test
    void all_tables_of_the_region_are_fenced_and_one_that_takes_writes_all_the_same_is_not_called_fenced(
            @TempDir Path folder) {
        int port = Ports.free();
        var moto = Needs.program("moto_server").toString();
        try (var server = LocalProcess.start(folder, moto, "-H", "127.0.0.1", "-p", "" + port)) {
            server.awaitPort(port, Duration.ofMinutes(1));
            var place = new Store(
                    EAST,
                    "us-east-1",
                    Optional.of(URI.create("http://127.0.0.1:" + port)),
                    Optional.of(new Store.AccessKey("test", "secret")));
            try (var store = dev.leeward.dynamodb.Store.open(StoreAddress.of(place))) {
                create(store, "orders");
                create(store, "carts");
                var declaration =
                        new Declaration(List.of(place), List.of(table("orders"), table("carts")), Optional.empty());
                try (var performer =
                        new TablesFencePerformer(declaration, List.of("orders", "carts"), List.of(), new WallClock())) {
                    assertThat(performer.preflight(Duration.ofSeconds(20))).isEmpty();
                    assertThat(performer.perform(order(Way.TAKE), Duration.ofSeconds(8)))
                            .isInstanceOfSatisfying(
                                    Outcome.Unknown.class,
                                    it -> assertThat(it.problem().sentence())
                                            .contains("orders: ", "carts: ", "can write all the same"));
                    assertThat(epoch(store, "orders")).isEqualTo(new Epoch(7));
                    assertThat(epoch(store, "carts")).isEqualTo(new Epoch(7));
                    assertThat(performer.perform(order(Way.TAKE_BACK), Duration.ofSeconds(20)))
                            .isInstanceOf(Outcome.Applied.class);
                    assertThat(epoch(store, "orders")).isEqualTo(Epoch.NONE);
                    assertThat(performer.perform(order(Way.TAKE), Duration.ofSeconds(8)))
                            .as("held up on its way")
                            .isInstanceOf(Outcome.Untouched.class);
                    assertThat(epoch(store, "orders")).isEqualTo(Epoch.NONE);
                }
            }
        }
    }

    private static DeclaredTable table(String name) {
        return DeclaredTable.plain(name, Key.of("id"), Map.of("id", AttributeType.S), List.of(EAST, WEST));
    }

    private static Epoch epoch(dev.leeward.dynamodb.Store store, String table) {
        var standing = new TableFence(store, table, new WallClock()).standing();
        if (standing instanceof Looked.Seen<FencePolicy>(var policy)) return policy.epoch();
        throw new AssertionError("not seen: " + standing);
    }

    private static void create(dev.leeward.dynamodb.Store store, String table) {
        var made = store.tables(client -> client.createTable(all -> all.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())));
        assertThat(made).isInstanceOf(Answer.Given.class);
    }

    private static MeasureOrder order(Way way) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("fence-tables"),
                Measure.Kind.FENCE,
                way,
                EAST,
                EAST,
                WEST,
                new Epoch(7),
                "shop-7/1-fence-tables");
    }

    private static final class WallClock implements Time {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
            Thread.sleep(length);
        }
    }
}
