package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.Terms;
import dev.leeward.replication.dynamodb.Pace;
import dev.leeward.replication.dynamodb.RegionStore;
import dev.leeward.replication.dynamodb.Replication;
import dev.leeward.replication.dynamodb.Reports;
import dev.leeward.stream.Gap;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A node, two regions with a store each, and replication between these: real parts, and a limit on lost data. */
@Timeout(600)
class LossIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TABLE = "carts";
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName CENTRAL = new RegionName("eu-central");
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8));

    @TempDir
    Path folder;

    private final String key = DynamoDbLocal.freshKey();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void create() throws IOException {
        for (var name : List.of("us-east-1", "eu-central-1")) {
            try (Store store = Store.open(address(name))) {
                create(store);
            }
        }
        for (var file : List.of("access", "secret")) {
            Path path = Files.writeString(folder.resolve(file), file.equals("access") ? key : "secret");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
    }

    @Test
    void a_region_whose_copies_are_too_far_behind_takes_over_only_once_it_has_caught_up() throws Exception {
        var world = new TwoRegions(folder);
        open.add(world);
        world.rename("settle-after: 30m", "settle-after: 30m, max-data-loss: 5s");
        world.rename("observer:", declaration() + "observer:");
        var replication = replicate();
        world.awaitReady(world.startNode());
        awaitRule(world, "the lag is known and within the limit", true);

        replication.close();
        put();
        awaitRule(world, "the lag is beyond the limit", false);
        world.east.kill();
        Await.until("somebody is paged", PATIENCE, () -> world.service().contains("failover-approval-needed"));
        assertThat(world.service()).contains("of writes would be lost", "and at most 5 s may be");
        assertThat(world.answers(TwoRegions.HOME)).isTrue();

        open.add(replicate());
        world.awaitAnswer(TwoRegions.AWAY);
        world.awaitSucceeded("shop-1");
        assertThat(world.order("{\"order\":\"failback\"}")).contains("home-stable");
    }

    private static void awaitRule(TwoRegions world, String what, boolean holds) {
        Await.until(
                what,
                PATIENCE,
                () -> world.why().contains("\"rule\":\"data-loss\",\"holds\":" + holds)
                        && world.why().contains("be lost"));
    }

    private String declaration() {
        return """
                data:
                  stores:
                    us-east: {aws-region: us-east-1, endpoint: "%1$s", access-key: "${file:access}", secret-key: "${file:secret}"}
                    eu-central: {aws-region: eu-central-1, endpoint: "%1$s", access-key: "${file:access}", secret-key: "${file:secret}"}
                  tables:
                    carts: {key: {partition: id}, attributes: {id: S}, replication: leeward, mode: active-active}
                """.formatted(DynamoDbLocal.shared().endpoint());
    }

    private Replication replicate() {
        var stores = List.of(
                new RegionStore(EAST, address("us-east-1"), TERMS),
                new RegionStore(CENTRAL, address("eu-central-1"), TERMS));
        return new Replication(TABLE, stores, Pace.ofLocal(), "test", new Silent());
    }

    private StoreAddress address(String region) {
        return StoreAddress.withKey(region, Optional.of(DynamoDbLocal.shared().endpoint()), key, "secret")
                .within(Duration.ofSeconds(20));
    }

    private void put() {
        try (Store store = Store.open(address("us-east-1"))) {
            given(store.tables(tables ->
                    tables.putItem(all -> all.tableName(TABLE).item(Map.of("id", AttributeValue.fromS("a"))))));
        }
    }

    private static void create(Store store) {
        given(store.tables(tables -> tables.createTable(all -> all.tableName(TABLE)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))));
    }

    private static void given(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Given.class);
    }

    /** What replication reports is tried elsewhere. */
    private static final class Silent implements Reports {
        @Override
        public void active(boolean isActive) {}

        @Override
        public void gap(RegionName region, Gap gap) {}

        @Override
        public void problem(RegionName region, Problem problem) {}

        @Override
        public void conflict(Conflict conflict) {}

        @Override
        public void foreignWrite(RegionName region, ItemKey item) {}
    }
}
