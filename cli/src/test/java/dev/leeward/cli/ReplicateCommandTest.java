package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.cli.CommandFixture.Ran;
import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

final class ReplicateCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void what_is_written_in_one_store_arrives_in_the_other_until_it_is_stopped() throws Exception {
        URI endpoint = DynamoDbLocal.shared().endpoint();
        String key = DynamoDbLocal.freshKey();
        Path file = file(endpoint, "leeward");
        try (var east = store("us-east-1", endpoint, key);
                var west = store("us-west-2", endpoint, key);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var fixture = new CommandFixture()) {
            create(east);
            create(west);
            Callable<Ran> command = () -> fixture.run(secrets(key), "replicate", file.toString());
            var running = threads.submit(command);
            given(
                    east,
                    tables -> tables.putItem(
                            all -> all.tableName("orders").item(Map.of("k", AttributeValue.fromS("a")))));

            Await.until(
                    "the copy arrived",
                    LIMIT,
                    () -> given(west, tables -> tables.scan(all -> all.tableName("orders"))).items().stream()
                            .anyMatch(item -> item.containsKey("leeward:copy")));

            assertThat(running.cancel(true)).isTrue();
        }
    }

    @Test
    void a_file_without_tables_to_replicate_is_refused() throws IOException {
        Path file = file(URI.create("http://127.0.0.1:1"), "none");
        try (var fixture = new CommandFixture()) {
            Ran ran = fixture.run(secrets("key"), "replicate", file.toString());

            assertThat(ran.code()).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).contains("no table with `replication: leeward`");
        }
    }

    @Test
    void shards_are_not_shared_out_without_the_library_for_it() throws IOException {
        Path file = file(URI.create("http://127.0.0.1:1"), "leeward\n      spread: kcl");
        try (var fixture = new CommandFixture()) {
            Map<String, String> empty = new HashMap<>(secrets("key"));
            empty.put(KclFolder.VARIABLE, folder.toString());
            Ran ran = fixture.run(empty, "replicate", file.toString());

            assertThat(ran.code()).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).contains("nothing in " + folder + " that shares out shards");
        }
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        try (var fixture = new CommandFixture()) {
            assertThat(fixture.run(Map.of(), "replicate", "nowhere.yaml").code())
                    .isEqualTo(Exit.USAGE);
        }
    }

    private static Map<String, String> secrets(String key) {
        return Map.of("KEY", key, "SECRET", "secret");
    }

    private Path file(URI endpoint, String replication) throws IOException {
        return Files.writeString(folder.resolve("leeward.yaml"), """
                data:
                  stores:
                    us-east: {aws-region: us-east-1, endpoint: "%1$s", access-key: "${env:KEY}", secret-key: "${env:SECRET}"}
                    us-west: {aws-region: us-west-2, endpoint: "%1$s", access-key: "${env:KEY}", secret-key: "${env:SECRET}"}
                  tables:
                    orders:
                      key: {partition: k}
                      attributes: {k: S}
                      replication: %2$s
                """.formatted(endpoint, replication));
    }

    private static Store store(String region, URI endpoint, String key) {
        return Store.open(StoreAddress.withKey(region, Optional.of(endpoint), key, "secret")
                .within(LIMIT));
    }

    private static void create(Store store) {
        var key = KeySchemaElement.builder()
                .attributeName("k")
                .keyType(KeyType.HASH)
                .build();
        var type = AttributeDefinition.builder()
                .attributeName("k")
                .attributeType(ScalarAttributeType.S)
                .build();
        given(
                store,
                tables -> tables.createTable(all -> all.tableName("orders")
                        .keySchema(key)
                        .attributeDefinitions(type)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(stream ->
                                stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))));
    }

    private static <T> T given(Store store, Function<DynamoDbClient, T> call) {
        if (store.tables(call) instanceof Answer.Given<T>(T value)) return value;
        throw new AssertionError("no answer of " + store.address());
    }
}
