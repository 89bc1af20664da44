package dev.leeward.table.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan;
import dev.leeward.table.ScanContract;
import dev.leeward.testkit.DynamoDbLocal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Against DynamoDB Local. */
final class DynamoScanTest extends ScanContract {
    private static final String TABLE = "orders";
    private static final KeyNames NAMES = new KeyNames("id", Optional.of("place"));

    private final Store store = Store.open(StoreAddress.withKey(
                    "eu-central-1", Optional.of(DynamoDbLocal.shared().endpoint()), DynamoDbLocal.freshKey(), "secret")
            .within(Duration.ofSeconds(30)));

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected Scan over(Map<ItemKey, Item> items) {
        call(client -> client.createTable(table -> table.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("id", KeyType.HASH), key("place", KeyType.RANGE))
                .attributeDefinitions(
                        attribute("id", ScalarAttributeType.S), attribute("place", ScalarAttributeType.N))));
        items.values()
                .forEach(item -> call(
                        client -> client.putItem(put -> put.tableName(TABLE).item(Attributes.of(item)))));
        assertThat(DynamoScan.keyNames(store, TABLE)).isEqualTo(new Answer.Given<>(NAMES));
        return new DynamoScan(store, TABLE, NAMES);
    }

    @Override
    protected void remove(ItemKey key) {
        call(client -> client.deleteItem(delete -> delete.tableName(TABLE).key(Attributes.of(key, NAMES))));
    }

    @Test
    void a_table_that_is_not_there_is_no_empty_table() {
        var looked = new DynamoScan(store, "nowhere", NAMES).read(new Scan.Segment(0, 1), Optional.empty());
        assertThat(looked)
                .isInstanceOfSatisfying(
                        Looked.Unseen.class,
                        unseen -> assertThat(unseen.problem().code()).isEqualTo(FaultCode.NOT_FOUND));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private <T> void call(Function<DynamoDbClient, T> call) {
        assertThat(store.tables(call)).isInstanceOf(Answer.Given.class);
    }
}
