package dev.leeward.fencing.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fencing.Proof;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Tries to write to a table what can change nothing: the deletion of an item under a condition that no item fulfils. Whoever may
 * write is told that the condition failed; who may not, that access is denied. It costs a write unit.
 */
public final class WriteTrial {
    private static final String NEVER = "attribute_exists(#key) AND attribute_not_exists(#key)";

    private final Store store;
    private final String table;

    /** Tries {@code table} in {@code store}. */
    public WriteTrial(Store store, String table) {
        this.store = store;
        this.table = table;
    }

    /**
     * Tries once.
     *
     * @return {@link Proof.Denied} only says that this node may not write, which a fence shows that it could before
     */
    public Proof make() {
        var answer = store.tables(
                client -> client.describeTable(ask -> ask.tableName(table)).table());
        return switch (answer) {
            case Answer.Given<TableDescription>(var found) -> tried(found);
            case Answer.Missing<TableDescription> missing ->
                new Proof.None(missing.problem().sentence());
        };
    }

    private Proof tried(TableDescription found) {
        var key = key(found);
        String first = found.keySchema().getFirst().attributeName();
        var answer = store.tables(client -> client.deleteItem(order -> order.tableName(table)
                .key(key)
                .conditionExpression(NEVER)
                .expressionAttributeNames(Map.of("#key", first))));
        return answer instanceof Answer.Missing<?> missing
                ? refused(missing.problem())
                : new Proof.None("the store took a write whose condition no item fulfils");
    }

    private static Proof refused(Problem problem) {
        if (problem.code() == FaultCode.CONFLICT) return new Proof.Allowed();
        return problem.code() == FaultCode.FORBIDDEN ? new Proof.Denied() : new Proof.None(problem.sentence());
    }

    private static Map<String, AttributeValue> key(TableDescription found) {
        Map<String, AttributeValue> key = new HashMap<>();
        found.keySchema().forEach(part -> {
            var type = found.attributeDefinitions().stream()
                    .filter(each -> each.attributeName().equals(part.attributeName()))
                    .map(each -> each.attributeType())
                    .findFirst()
                    .orElse(ScalarAttributeType.S);
            key.put(part.attributeName(), value(type));
        });
        return key;
    }

    private static AttributeValue value(ScalarAttributeType type) {
        return switch (type) {
            case N -> AttributeValue.fromN("0");
            case B -> AttributeValue.fromB(SdkBytes.fromUtf8String("leeward:fence"));
            default -> AttributeValue.fromS("leeward:fence");
        };
    }
}
