package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.Written;
import dev.leeward.table.dynamodb.DynamoAside;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.Ports;
import dev.leeward.version.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Against two stores in processes of their own. */
final class VerifyCommandTest {
    private static final int ITEMS = 40;
    private static final DynamoDbLocal EAST = start();
    private static final DynamoDbLocal WEST = start();

    @TempDir
    private Path folder;

    private final CommandFixture leeward = new CommandFixture();
    private final String key = DynamoDbLocal.freshKey();
    private final Store eastern = open(EAST);
    private final Store western = open(WEST);

    @AfterAll
    static void stop() {
        EAST.close();
        WEST.close();
    }

    @BeforeEach
    void fill() {
        for (Store store : List.of(eastern, western)) {
            create(store);
            for (int number = 0; number < ITEMS; number++) put(store, item(number));
        }
    }

    @AfterEach
    void close() {
        eastern.close();
        western.close();
        leeward.close();
    }

    @Test
    void equal_tables_are_called_equal() throws IOException {
        put(eastern, item(7).with("amount", new Value.N(new BigDecimal("1.0"))).with("tags", tags("a", "b")));
        put(
                western,
                item(7).with("amount", new Value.N(new BigDecimal("1")))
                        .with("tags", tags("b", "a"))
                        .with(Item.MARKER, new Value.S("not true, and not looked at"))
                        .with("aws:rep:updateregion", new Value.S("us-east-1")));
        var ran = verify();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("orders: equal in all regions").containsPattern("us-west +40 +0 +0 +0 +0");
    }

    @Test
    void what_differs_is_named_repaired_by_direction_and_equal_then() throws IOException {
        plant();
        var ran = verify();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("orders: differs")
                .containsPattern("us-west +40 +1 +1 +1 +0")
                .containsPattern("missing +us-west +customer=c-1 placed=1\n")
                .containsPattern("different +us-west +customer=c-2 placed=2\n")
                .containsPattern("extra +us-west +customer=c-900 placed=900\n");

        var body = Json.MAPPER.readTree(verify("--output", "json").out()).at("/tables/0");
        assertThat(body.at("/verdict").stringValue()).isEqualTo("different");
        assertThat(body.at("/complete").booleanValue()).isTrue();
        assertThat(body.at("/differences").size()).isEqualTo(3);
        assertThat(body.at("/differences/0/key/customer/S").stringValue()).startsWith("c-");

        var dry = verify("--repair", "from=us-east", "--dry-run");
        assertThat(dry.code()).isEqualTo(1);
        assertThat(dry.out()).contains("The plan:", "Nothing was changed.");
        assertThat(dry.out()).containsPattern("delete +us-west +customer=c-900 placed=900 +as us-east has it");

        var limited = verify("--repair", "from=us-east", "--yes", "--limit", "2");
        assertThat(limited.code()).isEqualTo(1);
        assertThat(limited.out()).contains("Repaired and read back: 2 of 2.");

        var rest = verify("--repair", "from=us-east", "--yes");
        assertThat(rest.code()).isZero();
        assertThat(rest.out()).contains("Repaired and read back: 1 of 1.");
        assertThat(verify().code()).isZero();
    }

    @Test
    void what_replication_has_put_aside_is_told_as_such() throws IOException {
        plant();
        call(
                western,
                tables -> SideTables.createMissing(
                        western,
                        tables.describeTable(all -> all.tableName("orders")).table()));
        var missing = new ItemKey(new Value.S("c-1"), Optional.of(Value.N.of(1)));
        var version = new Version(1_000, 0, new RegionName("us-east"));
        assertThat(new DynamoAside(western, "orders").set(missing, version, "an item is too large"))
                .isInstanceOf(Written.Done.class);

        var ran = verify();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("missing +us-west +customer=c-1 placed=1 +set aside in us-west\n")
                .containsPattern("different +us-west +customer=c-2 placed=2\n")
                .contains("Set aside: 1 difference will not go away by itself", "since an item is too large.");

        // From the other side it is the region that goes without that the others are compared with.
        assertThat(verify("--regions", "us-west,us-east").out())
                .containsPattern("extra +us-east +customer=c-1 placed=1 +set aside in us-west\n");

        var body = Json.MAPPER.readTree(verify("--output", "json").out()).at("/tables/0/differences/0");
        assertThat(body.at("/setAside/region").stringValue()).isEqualTo("us-west");
        assertThat(body.at("/setAside/why").stringValue()).isEqualTo("an item is too large");
    }

    @Test
    void what_applications_stamp_is_not_repaired_by_its_version() throws IOException {
        Path file = configuration(WEST.endpoint());
        Files.writeString(file, Files.readString(file).replace("active-active", "stamped"));
        var ran = leeward.run(environment(), "verify", file.toString(), "--repair", "newer", "--yes");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("use --repair from=REGION");
    }

    @Test
    void a_person_is_shown_the_plan_and_asked() throws IOException {
        plant();
        leeward.person("no\n");
        var ran = verify("--repair", "from=us-west");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("The plan:", "Nothing was changed.");
        assertThat(ran.err()).contains("Carry this out? [y/N]");
    }

    @Test
    void nothing_is_repaired_where_nobody_can_be_asked() throws IOException {
        var ran = verify("--repair", "from=us-east");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("give --yes to repair, or --dry-run");
    }

    @Test
    void what_is_newer_is_unknown_where_nothing_has_a_version() throws IOException {
        plant();
        var ran = verify("--repair", "newer", "--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("There is nothing that can be repaired", "no region knows a version of it");
    }

    @Test
    void a_store_that_cannot_be_reached_is_not_equal() throws IOException {
        var ran = leeward.run(
                environment(),
                "verify",
                configuration(URI.create("http://127.0.0.1:" + Ports.free())).toString());
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).contains("orders: could not be compared");
    }

    @Test
    void mistakes_are_told_with_a_hint() throws IOException {
        assertThat(verify("--table", "order").err()).contains("There is no table 'order', did you mean 'orders'?");
        assertThat(verify("--regions", "us-east,us-wset").err()).contains("did you mean 'us-west'?");
        assertThat(verify("--regions", "us-east").code()).isEqualTo(2);
        assertThat(verify("--repair", "older").err()).contains("--repair takes newer or from=REGION");
        assertThat(verify("--grace", "soon").code()).isEqualTo(2);
        assertThat(verify("--rate", "0").code()).isEqualTo(2);
    }

    private void plant() {
        delete(western, 1);
        put(western, item(2).with("text", new Value.S("")));
        put(western, item(900));
    }

    private CommandFixture.Ran verify(String... options) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.add("verify");
        arguments.add(configuration(WEST.endpoint()).toString());
        arguments.add("--grace=200ms");
        arguments.addAll(List.of(options));
        return leeward.run(environment(), arguments.toArray(String[]::new));
    }

    private Map<String, String> environment() {
        return Map.of("KEY", key, "SECRET", "secret");
    }

    private Path configuration(URI second) throws IOException {
        return Files.writeString(folder.resolve("stores.yaml"), """
                data:
                  stores:
                    us-east: {endpoint: "%s", aws-region: us-east-1, access-key: "${env:KEY}", secret-key: "${env:SECRET}"}
                    us-west: {endpoint: "%s", aws-region: us-east-1, access-key: "${env:KEY}", secret-key: "${env:SECRET}"}
                  tables:
                    orders:
                      key: {partition: customer, sort: placed}
                      attributes: {customer: S, placed: N}
                      replication: leeward
                      mode: active-active
                """.formatted(EAST.endpoint(), second));
    }

    private static DynamoDbLocal start() {
        try {
            return DynamoDbLocal.start(Files.createTempDirectory("dynamodb-local-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Store open(DynamoDbLocal server) {
        return Store.open(StoreAddress.withKey("us-east-1", Optional.of(server.endpoint()), key, "secret")
                .within(Duration.ofSeconds(30)));
    }

    private static Item item(int number) {
        return Item.of(Map.of(
                "customer", new Value.S("c-" + number),
                "placed", Value.N.of(number),
                "text", new Value.S("text of " + number)));
    }

    private static Value tags(String... tags) {
        return new Value.Ss(new TreeSet<>(List.of(tags)));
    }

    private static void create(Store store) {
        call(
                store,
                client -> client.createTable(table -> table.tableName("orders")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(schema("customer", KeyType.HASH), schema("placed", KeyType.RANGE))
                        .attributeDefinitions(
                                attribute("customer", ScalarAttributeType.S),
                                attribute("placed", ScalarAttributeType.N))));
    }

    private static KeySchemaElement schema(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static void put(Store store, Item item) {
        call(store, client -> client.putItem(put -> put.tableName("orders").item(Attributes.of(item))));
    }

    private static void delete(Store store, int number) {
        var all = Attributes.of(item(number).without("text"));
        call(
                store,
                client -> client.deleteItem(delete -> delete.tableName("orders").key(all)));
    }

    private static <T> void call(Store store, Function<DynamoDbClient, T> call) {
        assertThat(store.tables(call)).isInstanceOf(Answer.Given.class);
    }
}
