package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables that replication needs beside each replicated one, in every region. */
public final class SideTables {
    /** The table of the notes on all replicated tables of a region. */
    public static final String NOTES = "leeward-replication";

    /** The keys of that table, both texts. */
    public static final KeyNames NOTE_KEYS = Notes.KEYS;

    private static final String SIDECAR = ".leeward";

    private SideTables() {}

    /** The name of the sidecar of a table. Its keys are the table's, and {@link DynamoSidecar#EXPIRES} its time to live. */
    public static String sidecarOf(String table) {
        return table + SIDECAR;
    }

    /** Creates what is missing beside {@code table}; says what went wrong, if anything did. Repeating it is safe. */
    public static Optional<Problem> createMissing(Store store, TableDescription table) {
        var sidecarKeys =
                table.keySchema().stream().map(KeySchemaElement::attributeName).toList();
        var sidecarTypes = table.attributeDefinitions().stream()
                .filter(attribute -> sidecarKeys.contains(attribute.attributeName()))
                .toList();
        return create(store, sidecarOf(table.tableName()), table.keySchema(), sidecarTypes)
                .or(() -> create(store, NOTES, keySchema(Notes.KEYS), types(Notes.KEYS)));
    }

    private static Optional<Problem> create(
            Store store, String name, List<KeySchemaElement> keys, List<AttributeDefinition> types) {
        Answer<String> there = store.tables(tables ->
                tables.describeTable(all -> all.tableName(name)).table().tableStatusAsString());
        // Whoever has provided the tables need not give the right to make them.
        if (there instanceof Answer.Given<String>) return Optional.empty();
        if (there instanceof Answer.Missing<String> missing && missing.problem().code() != FaultCode.NOT_FOUND) {
            return Optional.of(missing.problem());
        }
        Answer<String> created = store.tables(tables -> tables.createTable(all -> all.tableName(name)
                        .keySchema(keys)
                        .attributeDefinitions(types)
                        .billingMode(BillingMode.PAY_PER_REQUEST))
                .tableDescription()
                .tableStatusAsString());
        return switch (created) {
            case Answer.Given<String> _ -> Optional.empty();
            case Answer.Missing<String> missing ->
                missing.error().equals("ResourceInUseException") ? Optional.empty() : Optional.of(missing.problem());
        };
    }

    private static List<KeySchemaElement> keySchema(KeyNames keys) {
        var elements = new ArrayList<KeySchemaElement>();
        elements.add(element(keys.partition(), KeyType.HASH));
        keys.sort().ifPresent(name -> elements.add(element(name, KeyType.RANGE)));
        return elements;
    }

    private static KeySchemaElement element(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static List<AttributeDefinition> types(KeyNames keys) {
        return keySchema(keys).stream()
                .map(element -> AttributeDefinition.builder()
                        .attributeName(element.attributeName())
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .toList();
    }
}
