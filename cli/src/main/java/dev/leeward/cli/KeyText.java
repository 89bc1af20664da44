package dev.leeward.cli;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.item.Bytes;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys of items, for people and in the form that the store's own tools take. */
final class KeyText {
    private static final int MOST = 60;

    private KeyText() {}

    /** {@code customer=c-17 placed=42}. */
    static String of(ItemKey key, KeyNames names) {
        String text = names.partition() + "=" + text(key.partition());
        return key.sort()
                .map(sort -> text + " " + names.sort().orElse("") + "=" + text(sort))
                .orElse(text);
    }

    /** {@code {"customer": {"S": "c-17"}}}, as {@code aws dynamodb get-item --key} takes it. */
    static Map<String, Map<String, String>> json(ItemKey key, KeyNames names) {
        var json = new LinkedHashMap<String, Map<String, String>>();
        json.put(names.partition(), json(key.partition()));
        key.sort().ifPresent(sort -> json.put(names.sort().orElse(""), json(sort)));
        return json;
    }

    private static Map<String, String> json(Value value) {
        return switch (value) {
            case Value.S(String text) -> Map.of("S", text);
            case Value.N(BigDecimal number) -> Map.of("N", number.toPlainString());
            case Value.B(Bytes bytes) -> Map.of("B", Base64.getEncoder().encodeToString(bytes.toArray()));
            default -> throw new IllegalArgumentException("no store has such a key");
        };
    }

    /** Nothing in it can disturb a terminal. */
    private static String text(Value value) {
        String text = json(value).values().iterator().next().replaceAll("\\p{Cntrl}", "?");
        return text.length() <= MOST ? text : text.substring(0, MOST) + "...";
    }
}
