package dev.leeward.dynamodb;

import dev.leeward.item.Bytes;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Items that a store may hold and that are easy to get wrong. */
final class Items {
    private Items() {}

    static Item ofEveryType() {
        Map<String, Value> nested = Map.of(
                "list", new Value.L(List.of(new Value.Null(), new Value.L(List.of()), Value.M.of(Map.of()))),
                "empty name's neighbour", new Value.S(""));
        return Item.of(Map.of(
                "text", new Value.S("Grüße, 世界 \u0000 \"'#:"),
                "empty text", new Value.S(""),
                "number", new Value.N(new BigDecimal("-12345678901234567890123456789012345678")),
                "tiny", new Value.N(new BigDecimal("1E-130")),
                "huge", new Value.N(new BigDecimal("9.9E+125")),
                "bytes", new Value.B(Bytes.of((byte) 0, (byte) -1)),
                "no bytes", new Value.B(Bytes.of()),
                "null", new Value.Null(),
                "map", Value.M.of(nested),
                "sets", Value.M.of(sets())));
    }

    private static Map<String, Value> sets() {
        return Map.of(
                "texts", new Value.Ss(new TreeSet<>(Set.of("b", "a", ""))),
                "numbers", new Value.Ns(new TreeSet<>(Set.of(new BigDecimal("1.50"), BigDecimal.TEN))),
                "bytes", new Value.Bs(new TreeSet<>(Set.of(Bytes.of((byte) 2), Bytes.of()))),
                "yes", new Value.Bool(true),
                "no", new Value.Bool(false));
    }
}
