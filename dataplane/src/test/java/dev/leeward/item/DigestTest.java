package dev.leeward.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DigestTest {
    private static final ItemKey KEY = ItemKey.of("order-1");

    @Test
    void a_number_is_the_same_however_it_is_written() {
        assertThat(Stream.of("1", "1.0", "1E0", "0.1E1").map(DigestTest::number))
                .containsOnly(number("1.00"));
        assertThat(Stream.of("0", "0.000", "-0", "0E9").map(DigestTest::number)).containsOnly(number("0"));
        assertThat(number("10")).isNotEqualTo(number("1"));
    }

    @Test
    void a_set_has_no_order_and_holds_equal_numbers_once() {
        assertThat(digest(new Value.Ns(new TreeSet<>(List.of(new BigDecimal("1.0"), new BigDecimal("2"))))))
                .isEqualTo(digest(new Value.Ns(new TreeSet<>(List.of(new BigDecimal("2.00"), new BigDecimal("1"))))));
        assertThat(digest(new Value.Ss(new TreeSet<>(List.of("b", "a")))))
                .isEqualTo(digest(new Value.Ss(new TreeSet<>(List.of("a", "b")))));
    }

    @Test
    void a_list_has_an_order() {
        var one = new Value.S("one");
        var two = new Value.S("two");
        assertThat(digest(new Value.L(List.of(one, two)))).isNotEqualTo(digest(new Value.L(List.of(two, one))));
    }

    @Test
    void values_of_different_kinds_or_borders_differ() {
        List<Value> values = List.of(
                new Value.S("1"),
                Value.N.of(1),
                new Value.B(Bytes.of((byte) '1')),
                new Value.Bool(true),
                new Value.Bool(false),
                new Value.Null(),
                new Value.L(List.of()),
                Value.M.of(Map.of()),
                new Value.L(List.of(new Value.S("1"))),
                new Value.L(List.of(new Value.S(""), new Value.S("1"))),
                Value.M.of(Map.of("1", new Value.Null())),
                new Value.Ss(new TreeSet<>(List.of("1"))),
                new Value.Ns(new TreeSet<>(List.of(BigDecimal.ONE))),
                new Value.Bs(new TreeSet<>(List.of(Bytes.of((byte) '1')))));
        assertThat(values.stream().map(DigestTest::digest).collect(Collectors.toSet()))
                .hasSameSizeAs(values);
    }

    @Test
    void it_is_bound_to_table_and_key_and_leaves_the_marks_of_replicators_out() {
        var item = Item.of(Map.of("total", Value.N.of(5)));
        Digest digest = Digest.of("orders", KEY, item);
        assertThat(Digest.of("orders", ItemKey.of("order-2"), item)).isNotEqualTo(digest);
        assertThat(Digest.of("baskets", KEY, item)).isNotEqualTo(digest);
        assertThat(Digest.of(
                        "orders",
                        KEY,
                        item.with(Item.MARKER, new Value.Null()).with("aws:rep:updatetime", Value.N.of(9))))
                .isEqualTo(digest);
        assertThat(digest.toString()).hasSize(32).matches("[0-9a-f]+");
    }

    private static Digest number(String text) {
        return digest(new Value.N(new BigDecimal(text)));
    }

    private static Digest digest(Value value) {
        return Digest.of("orders", KEY, Item.of(Map.of("value", value)));
    }
}
