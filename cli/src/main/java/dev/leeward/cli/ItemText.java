package dev.leeward.cli;

import dev.leeward.item.Bytes;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Items in the form that the store's own tools take: {@code {"total": {"N": "12"}}}. */
final class ItemText {
    private ItemText() {}

    /** All attributes of {@code item}. */
    static Map<String, Object> json(Item item) {
        return entries(item.attributes());
    }

    private static Map<String, Object> entries(Map<String, Value> values) {
        var json = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }

    private static Map<String, Object> json(Value value) {
        return switch (value) {
            case Value.S(String text) -> Map.of("S", text);
            case Value.N(BigDecimal number) -> Map.of("N", number.toPlainString());
            case Value.B(Bytes bytes) -> Map.of("B", base64(bytes));
            case Value.Bool(boolean truth) -> Map.of("BOOL", truth);
            case Value.Null() -> Map.of("NULL", true);
            case Value.L(var elements) ->
                Map.of("L", elements.stream().map(ItemText::json).toList());
            case Value.M(var entries) -> Map.of("M", entries(entries));
            case Value.Ss(var texts) -> Map.of("SS", texts);
            case Value.Ns(var numbers) ->
                Map.of("NS", numbers.stream().map(BigDecimal::toPlainString).toList());
            case Value.Bs(var elements) ->
                Map.of("BS", elements.stream().map(ItemText::base64).toList());
        };
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }
}
