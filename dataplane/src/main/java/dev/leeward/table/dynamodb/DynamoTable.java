package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Condition;
import dev.leeward.table.Looked;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** A table in the store of one region. */
public final class DynamoTable implements Table {
    private final Store store;
    private final String name;
    private final KeyNames keys;

    /** The table of that name. */
    public DynamoTable(Store store, String name, KeyNames keys) {
        this.store = store;
        this.name = name;
        this.keys = keys;
    }

    @Override
    public Looked<Optional<Item>> read(ItemKey key) {
        return Calls.item(store, name, Attributes.of(key, keys));
    }

    @Override
    public Written put(ItemKey key, Item item, Condition condition) {
        var expected = Expectations.of(condition, keys);
        Answer<Optional<Item>> answer = store.tables(tables -> {
            tables.putItem(all -> all.tableName(name).item(Attributes.of(item)).expected(expected));
            return Optional.of(item);
        });
        return Calls.written(answer);
    }

    @Override
    public Written mark(ItemKey key, Value marker, Condition.All known) {
        var expected = Expectations.of(known, keys);
        var update = AttributeValueUpdate.builder()
                .action(AttributeAction.PUT)
                .value(Attributes.of(marker))
                .build();
        Answer<Optional<Item>> answer = store.tables(tables -> {
            var response = tables.updateItem(all -> all.tableName(name)
                    .key(Attributes.of(key, keys))
                    .attributeUpdates(Map.of(Item.MARKER, update))
                    .expected(expected)
                    .returnValues(ReturnValue.ALL_NEW));
            return Optional.of(Attributes.item(response.attributes()));
        });
        return Calls.written(answer);
    }

    @Override
    public Written delete(ItemKey key, Condition condition) {
        var expected = Expectations.of(condition, keys);
        Answer<Optional<Item>> answer = store.tables(tables -> {
            tables.deleteItem(
                    all -> all.tableName(name).key(Attributes.of(key, keys)).expected(expected));
            return Optional.empty();
        });
        return Calls.written(answer);
    }
}
