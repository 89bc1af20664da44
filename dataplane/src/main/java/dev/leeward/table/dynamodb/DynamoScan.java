package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Scans a table of DynamoDB or a store like it, with eventual consistency, which costs half. One call is made for each page and
 * none is repeated here: a page that was not read is asked for again from the same position.
 */
public final class DynamoScan implements Scan {
    /** What a store charges at least, for those that do not say: half a unit for 4 KiB. */
    private static final double LEAST_UNITS = 0.5;

    private final Store store;
    private final String table;
    private final KeyNames names;

    /** Scans the table of this name, whose keys have these names. */
    public DynamoScan(Store store, String table, KeyNames names) {
        this.store = store;
        this.table = table;
        this.names = names;
    }

    /** Asks the store what the keys of a table are called. */
    public static Answer<KeyNames> keyNames(Store store, String table) {
        return describe(store, table)
                .map(described ->
                        new KeyNames(name(described, KeyType.HASH).orElseThrow(), name(described, KeyType.RANGE)));
    }

    @Override
    public Looked<Page> read(Segment segment, Optional<ItemKey> after) {
        var request = ScanRequest.builder()
                .tableName(table)
                .segment(segment.number())
                .totalSegments(segment.of())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        after.ifPresent(position -> request.exclusiveStartKey(Attributes.of(position, names)));
        return Calls.looked(store.tables(client -> page(client.scan(request.build()))));
    }

    @Override
    public Looked<Long> estimate() {
        return Calls.looked(describe(store, table)
                .map(described -> Optional.ofNullable(described.itemCount()).orElse(0L)));
    }

    private Page page(ScanResponse response) {
        var rows = response.items().stream().map(this::row).toList();
        Map<String, AttributeValue> last = response.lastEvaluatedKey();
        double units = response.consumedCapacity() == null
                        || response.consumedCapacity().capacityUnits() == null
                ? LEAST_UNITS
                : response.consumedCapacity().capacityUnits();
        return new Page(rows, last.isEmpty() ? Optional.empty() : Optional.of(names.of(Attributes.item(last))), units);
    }

    private Row row(Map<String, AttributeValue> attributes) {
        Item item = Attributes.item(attributes);
        return new Row(names.of(item), item);
    }

    private static Answer<TableDescription> describe(Store store, String table) {
        return store.tables(
                client -> client.describeTable(all -> all.tableName(table)).table());
    }

    private static Optional<String> name(TableDescription described, KeyType type) {
        return described.keySchema().stream()
                .filter(element -> element.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .findFirst();
    }
}
