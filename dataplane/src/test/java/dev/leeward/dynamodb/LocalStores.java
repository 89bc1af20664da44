package dev.leeward.dynamodb;

import dev.leeward.testkit.DynamoDbLocal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Real servers of tests, and tables in them. */
public final class LocalStores {
    /** The keys of the tables made here. */
    public static final KeyNames KEYS = new KeyNames("k", Optional.empty());

    private static final KeySchemaElement KEY =
            KeySchemaElement.builder().attributeName("k").keyType(KeyType.HASH).build();
    private static final AttributeDefinition TYPE = AttributeDefinition.builder()
            .attributeName("k")
            .attributeType(ScalarAttributeType.S)
            .build();

    private LocalStores() {}

    /** A store that nobody else has, at the server that all tests share. */
    public static Store fresh() {
        return at(DynamoDbLocal.shared().endpoint(), DynamoDbLocal.freshKey());
    }

    /** The store of an access key at a server. */
    public static Store at(URI endpoint, String key) {
        return Store.open(StoreAddress.withKey("eu-central-1", Optional.of(endpoint), key, "secret")
                .within(Duration.ofSeconds(20)));
    }

    /** Creates a table with a stream whose only key is the text {@code k}. */
    public static TableDescription create(Store store, String name) {
        var created = store.tables(tables -> tables.createTable(all -> all.tableName(name)
                        .keySchema(KEY)
                        .attributeDefinitions(TYPE)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription());
        return given(created);
    }

    /** Ends all shards of a store's streams, which get children; at a controlled server only. */
    public static void rollOver(Store store) {
        control(store, Map.of("ACTION", AttributeValue.fromS("ROLLOVER")));
    }

    /** Makes all that is in a store's streams older; at a controlled server only. */
    public static void letPass(Store store, int hours) {
        control(
                store,
                Map.of(
                        "ACTION",
                        AttributeValue.fromS("DILATE_TIME"),
                        "HOURS",
                        AttributeValue.fromS(Integer.toString(hours))));
    }

    private static void control(Store store, Map<String, AttributeValue> what) {
        given(store.tables(
                tables -> tables.putItem(all -> all.tableName("[TEST_CONTROL]").item(what))));
    }

    /** What was answered. */
    public static <T> T given(Answer<T> answer) {
        if (answer instanceof Answer.Given<T>(T value)) return value;
        throw new AssertionError("not given: " + answer);
    }
}
