package dev.leeward.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How much of the 400 KB that an item may have one takes, as DynamoDB's documentation counts; of numbers it is the least. */
public final class ItemSize {
    /** The most that an item may have, names of attributes and all. */
    public static final int MOST = 400 * 1024;

    private static final int COLLECTION = 3;

    private ItemSize() {}

    /** In bytes. */
    public static long of(Item item) {
        return entries(item.attributes());
    }

    private static long entries(Map<String, Value> entries) {
        return entries.entrySet().stream()
                .mapToLong(entry -> utf8(entry.getKey()) + of(entry.getValue()))
                .sum();
    }

    private static long of(Value value) {
        return switch (value) {
            case Value.S(String text) -> utf8(text);
            case Value.N(BigDecimal number) -> number(number);
            case Value.B(Bytes bytes) -> bytes.toArray().length;
            case Value.Bool _, Value.Null _ -> 1;
            case Value.L list ->
                COLLECTION
                        + list.elements().stream()
                                .mapToLong(element -> 1 + of(element))
                                .sum();
            case Value.M map -> COLLECTION + map.entries().size() + entries(map.entries());
            case Value.Ss set -> set.texts().stream().mapToLong(ItemSize::utf8).sum();
            case Value.Ns set ->
                set.numbers().stream().mapToLong(ItemSize::number).sum();
            case Value.Bs set ->
                set.elements().stream()
                        .mapToLong(bytes -> bytes.toArray().length)
                        .sum();
        };
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Two digits to a byte, and one more. */
    private static long number(BigDecimal number) {
        return (number.precision() + 1L) / 2 + 1;
    }
}
