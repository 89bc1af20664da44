package dev.leeward.probe.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.Store.AccessKey;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.probe.Check;
import dev.leeward.probe.Check.StoreLook;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.ProberContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class StoreProberTest extends ProberContract {
    private static final RegionName EAST = new RegionName("us-east");
    private static final String TABLE = "leeward-health";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String KEY = DynamoDbLocal.freshKey();

    private static ServerSocket silent;

    @BeforeAll
    static void makeTable() throws IOException {
        silent = new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1"));
        try (var store = store()) {
            store.tables(client -> client.createTable(all -> all.tableName(TABLE)
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
        // The first look of a process is late, and inconclusive then.
        look(check(StoreLook.READ_WRITE, TABLE));
    }

    @AfterAll
    static void stop() throws IOException {
        silent.close();
    }

    @Override
    protected Prober prober() {
        return new StoreProber("fra", StoreProberTest::declared);
    }

    @Override
    protected Check healthy() {
        return check(StoreLook.READ_WRITE, TABLE);
    }

    @Override
    protected Check failing() {
        return check(StoreLook.DESCRIBE, "nothing");
    }

    @Override
    protected Check silent() {
        return at(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
    }

    @ParameterizedTest
    @EnumSource(StoreLook.class)
    void a_store_that_answers_is_healthy(StoreLook look) {
        assertThat(look(check(look, TABLE))).isInstanceOf(Sighting.Healthy.class);
    }

    @ParameterizedTest
    @EnumSource(StoreLook.class)
    void a_table_that_is_missing_is_called_that(StoreLook look) {
        assertThat(look(check(look, "nothing")))
                .isInstanceOfSatisfying(
                        Sighting.Failing.class, seen -> assertThat(seen.kind()).isEqualTo(FailureKind.NOT_FOUND));
    }

    @Test
    void a_store_that_is_gone_refuses() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = gone.getLocalPort();
        }
        assertThat(look(at(URI.create("http://127.0.0.1:" + port))))
                .isInstanceOfSatisfying(
                        Sighting.Failing.class, seen -> assertThat(seen.kind()).isEqualTo(FailureKind.REFUSED));
    }

    @Test
    void a_store_whose_name_is_not_known_is_told_from_a_machine_that_cannot_ask_for_names() {
        assertThat(look(at(URI.create("http://store.leeward.invalid:8000"))))
                .isInstanceOfAny(Sighting.Failing.class, Sighting.Inconclusive.class)
                .asString()
                .contains("store.leeward.invalid")
                .containsAnyOf("UNRESOLVABLE", "cannot look up names");
    }

    @Test
    void each_probe_of_each_vantage_point_writes_an_item_of_its_own() {
        look(check(StoreLook.READ_WRITE, TABLE));
        try (var store = store()) {
            var answer = store.tables(client -> client.getItem(ask -> ask.tableName(TABLE)
                            .key(Map.of("id", AttributeValue.fromS("canary/fra/shop/us-east/dynamodb-1"))))
                    .item());
            assertThat(answer.toString()).contains("beat");
        }
    }

    @Test
    void looks_that_overtake_each_other_do_not_call_a_store_faulty() throws InterruptedException {
        var seen = new LinkedBlockingQueue<Sighting>();
        int looks = 200;
        try (var prober = new StoreProber("fra", StoreProberTest::declared)) {
            var probe = new Probe(new ProbeId("overtaking"), healthy(), LIMIT, LIMIT, LIMIT);
            for (int i = 0; i < looks; i++) prober.look(probe, seen::add);
            for (int i = 0; i < looks; i++) {
                assertThat(seen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Sighting.Healthy.class);
            }
        }
    }

    private static Sighting look(Check check) {
        try (var prober = new StoreProber("fra", StoreProberTest::declared)) {
            var seen = new CompletableFuture<Sighting>();
            prober.look(new Probe(new ProbeId("shop/us-east/dynamodb-1"), check, LIMIT, LIMIT, LIMIT), seen::complete);
            return seen.join();
        }
    }

    private static Check.Store check(StoreLook look, String table) {
        return new Check.Store(
                look,
                EAST.value(),
                "us-east-1",
                Optional.of(DynamoDbLocal.shared().endpoint()),
                table);
    }

    private static Check.Store at(URI endpoint) {
        return new Check.Store(StoreLook.READ, EAST.value(), "us-east-1", Optional.of(endpoint), TABLE);
    }

    private static Optional<Declaration> declared() {
        var store = new dev.leeward.declared.Store(
                EAST, "us-east-1", Optional.empty(), Optional.of(new AccessKey(KEY, "secret")));
        return Optional.of(new Declaration(List.of(store), List.of(), Optional.empty()));
    }

    private static dev.leeward.dynamodb.Store store() {
        return dev.leeward.dynamodb.Store.open(StoreAddress.withKey(
                "us-east-1", Optional.of(DynamoDbLocal.shared().endpoint()), KEY, "secret"));
    }
}
