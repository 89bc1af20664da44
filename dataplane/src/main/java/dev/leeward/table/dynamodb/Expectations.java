package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.table.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;

/** Conditions in the store's words. */
final class Expectations {
    private static final ExpectedAttributeValue NOTHING =
            ExpectedAttributeValue.builder().exists(false).build();

    private Expectations() {}

    static Map<String, ExpectedAttributeValue> of(Condition condition, KeyNames keys) {
        return switch (condition) {
            case Condition.Nothing _ -> Map.of(keys.partition(), NOTHING);
            case Condition.All(Item known, Set<String> others) -> {
                var expected = new HashMap<String, ExpectedAttributeValue>();
                known.attributes().forEach((name, value) -> expected.put(name, equal(value)));
                expected.putIfAbsent(Item.MARKER, NOTHING);
                others.forEach(name -> expected.putIfAbsent(name, NOTHING));
                yield expected;
            }
        };
    }

    static ExpectedAttributeValue equal(Value value) {
        return ExpectedAttributeValue.builder()
                .comparisonOperator(ComparisonOperator.EQ)
                .attributeValueList(Attributes.of(value))
                .build();
    }

    static ExpectedAttributeValue nothing() {
        return NOTHING;
    }
}
