package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Known;
import dev.leeward.table.Looked;
import dev.leeward.table.Pages;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Scan.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** A segment of a table, read with strong consistency: what was written before a page was asked for is on it. */
public final class DynamoPages<T> implements Pages<T> {
    /**
     * Each page has to wait for the stream, so many make it slow; one is repeated after a restart, and held in memory until then. Of
     * large items DynamoDB gives no more than 1 MB.
     */
    private static final int MOST_ITEMS = 1_000;

    private final Store store;
    private final String table;
    private final KeyNames names;
    private final Segment segment;
    private final Form<T> form;

    private DynamoPages(Store store, String table, KeyNames names, Segment segment, Form<T> form) {
        this.store = store;
        this.table = table;
        this.names = names;
        this.segment = segment;
        this.form = form;
    }

    /** The items of an application's table. */
    public static Pages<Row> rows(Store store, String table, KeyNames names, Segment segment) {
        return new DynamoPages<>(store, table, names, segment, (key, item) -> Stream.of(new Row(key, item)));
    }

    /** The entries of a sidecar. What cannot be read there is passed over here; whoever needs that entry says so. */
    public static Pages<Known> entries(Store store, String sidecar, KeyNames names, Segment segment) {
        return new DynamoPages<>(
                store,
                sidecar,
                names,
                segment,
                (key, item) -> DynamoSidecar.entryOf(item).stream().map(entry -> new Known(key, entry)));
    }

    @Override
    public Looked<Page<T>> read(Optional<ItemKey> after) {
        return Calls.looked(store.tables(client -> page(client.scan(all -> {
            all.tableName(table)
                    .segment(segment.number())
                    .totalSegments(segment.of())
                    .limit(MOST_ITEMS)
                    .consistentRead(true);
            after.ifPresent(position -> all.exclusiveStartKey(Attributes.of(position, names)));
        }))));
    }

    private Page<T> page(ScanResponse response) {
        List<T> found = response.items().stream()
                .map(Attributes::item)
                .flatMap(item -> form.of(names.of(item), item))
                .toList();
        Map<String, AttributeValue> last = response.lastEvaluatedKey();
        return new Page<>(found, last.isEmpty() ? Optional.empty() : Optional.of(names.of(Attributes.item(last))));
    }

    private interface Form<T> {
        Stream<T> of(ItemKey key, Item item);
    }
}
