package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.item.Item;
import dev.leeward.table.Looked;
import dev.leeward.table.Written;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What all that is kept in a store has in common. */
final class Calls {
    private static final String REFUSED = "ConditionalCheckFailedException";

    private Calls() {}

    static Looked<Optional<Item>> item(Store store, String table, Map<String, AttributeValue> key) {
        Answer<Optional<Item>> answer = store.tables(tables -> {
            var response = tables.getItem(all -> all.tableName(table).key(key).consistentRead(true));
            return response.hasItem() ? Optional.of(Attributes.item(response.item())) : Optional.empty();
        });
        return looked(answer);
    }

    static <T> Looked<T> looked(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(T value) -> new Looked.Seen<>(value);
            case Answer.Missing<T> missing -> new Looked.Unseen<>(missing.problem());
        };
    }

    static Written written(Answer<Optional<Item>> answer) {
        return switch (answer) {
            case Answer.Given<Optional<Item>>(var now) -> new Written.Done(now);
            case Answer.Missing<Optional<Item>> missing ->
                missing.error().equals(REFUSED)
                        ? new Written.Refused()
                        : new Written.Failed(missing.problem(), missing.maybeApplied());
        };
    }
}
