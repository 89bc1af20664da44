package dev.leeward.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ItemSizeTest {
    @Test
    void names_and_values_count_in_utf_8() {
        assertThat(ItemSize.of(Item.of(Map.of("key", new Value.S("four"))))).isEqualTo(3 + 4);
        assertThat(ItemSize.of(Item.of(Map.of("ß", new Value.S("€"))))).isEqualTo(2 + 3);
    }

    @Test
    void a_number_takes_a_byte_for_two_digits_and_one_more() {
        assertThat(ItemSize.of(Item.of(Map.of("n", new Value.N(new BigDecimal("1234"))))))
                .isEqualTo(1 + 3);
        assertThat(ItemSize.of(Item.of(Map.of("n", new Value.N(new BigDecimal("-12345e20"))))))
                .isEqualTo(1 + 4);
    }

    @Test
    void what_holds_others_takes_three_bytes_and_one_for_each() {
        var list = new Value.L(List.of(new Value.Bool(true), new Value.S("ab")));
        assertThat(ItemSize.of(Item.of(Map.of("l", list)))).isEqualTo(1 + 3 + 2 + 1 + 2);
        assertThat(ItemSize.of(Item.of(Map.of("m", Value.M.of(Map.of("x", new Value.Null()))))))
                .isEqualTo(1 + 3 + 1 + 1 + 1);
        assertThat(ItemSize.of(Item.of(Map.of("s", new Value.Ss(new TreeSet<>(List.of("ab", "c")))))))
                .isEqualTo(1 + 3);
    }
}
