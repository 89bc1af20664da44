package dev.leeward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.unit.FakeUnits;
import dev.leeward.config.host.HostSettings;
import dev.leeward.config.load.HostFile;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.secret.Environment;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The canary on the region's health table, against DynamoDB Local. */
final class StoreCheckTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String KEY = DynamoDbLocal.freshKey();

    @TempDir
    Path folder;

    @Test
    void a_host_whose_store_does_not_take_writes_is_not_well() throws IOException {
        var endpoint = DynamoDbLocal.shared().endpoint();
        var file = Files.writeString(folder.resolve("agent.yaml"), """
                service: shop
                region: us-east
                name: web-1
                state: state
                health: {listen: "127.0.0.1:0"}
                checks:
                  - dynamodb: {id: canary, look: read-write, region: us-east-1, endpoint: "%1$s", table: leeward-health,
                               access-key: "${env:KEY}", secret-key: "${env:SECRET}", interval: 200ms, timeout: 10s}
                  - dynamodb: {id: table, look: describe, region: us-east-1, endpoint: "%1$s", table: leeward-health,
                               access-key: "${env:KEY}", secret-key: "${env:SECRET}", interval: 200ms, timeout: 10s}
                """.formatted(endpoint));
        var read = HostFile.read(file, Environment.of(Map.of("KEY", KEY, "SECRET", "secret-of-the-store")));
        var settings = read.settings().orElseThrow(() -> new AssertionError(read.remarks()));
        try (var agent = start(settings)) {
            Await.until("both miss the table", BOUND, () -> count(body(agent), "NOT_FOUND") == 2);
            assertThat(body(agent)).doesNotContain("secret-of-the-store", KEY);
            var address = StoreAddress.withKey("us-east-1", Optional.of(endpoint), KEY, "secret");
            try (var store = Store.open(address)) {
                store.tables(client -> client.createTable(all -> all.tableName("leeward-health")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build())
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())));
            }
            Await.until("both are well", BOUND, () -> body(agent).contains("\"status\":\"ok\""));
        }
    }

    private static Agent start(HostSettings settings) {
        return switch (Agent.start(settings, "test", new FakeUnits(), () -> {})) {
            case Agent.Start.Running(Agent agent) -> agent;
            case Agent.Start.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    /** In the sentence of a check, and not in the sum of all. */
    private static int count(String body, String word) {
        var checks = body.substring(Math.max(0, body.indexOf("\"checks\"")));
        return checks.split(word, -1).length - 1;
    }

    private static String body(Agent agent) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(agent.health() + "/health"))
                    .timeout(BOUND)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
