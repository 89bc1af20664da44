package dev.leeward.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Bytes;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillTest {
    @TempDir
    private Path folder;

    @Test
    void gives_back_what_was_put_in_also_what_is_on_disk() throws IOException {
        try (Spill spill = Spill.in(folder, 0)) {
            var put = new HashSet<String>();
            var random = new SplittableRandom(1);
            for (int number = 0; number < 20_000; number++) {
                var key = KeyBytes.of(ItemKey.of("k" + number + "x".repeat(random.nextInt(300))));
                spill.add(key, digest(number));
                put.add(Bytes.of(key).toString());
            }
            var got = new HashSet<String>();
            for (int range = 0; range < Spill.RANGES; range++) {
                spill.range(range).forEach((key, _, _) -> got.add(Bytes.of(key).toString()));
            }
            assertThat(got).isEqualTo(put);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sums_do_not_depend_on_the_order_and_show_a_change() throws IOException {
        try (Spill up = Spill.in(folder, 0);
                Spill down = Spill.in(folder, 0)) {
            for (int number = 0; number < 5_000; number++) {
                up.add(KeyBytes.of(ItemKey.of("k" + number)), digest(number));
                int other = 4_999 - number;
                down.add(KeyBytes.of(ItemKey.of("k" + other)), digest(other == 17 ? -1 : other));
            }
            int unequal = 0;
            for (int range = 0; range < Spill.RANGES; range++) {
                if (!up.range(range).sums(down.range(range))) unequal++;
            }
            assertThat(unequal).isEqualTo(1);
        }
    }

    @Test
    void keys_come_back_as_they_were() {
        var keys = new ItemKey[] {
            ItemKey.of(""),
            ItemKey.of("größe 🦆"),
            new ItemKey(new Value.N(new BigDecimal("-1.50E-100")), Optional.of(Value.N.of(0))),
            new ItemKey(new Value.B(Bytes.of((byte) 0, (byte) -1)), Optional.of(new Value.S("s"))),
            new ItemKey(new Value.S("a"), Optional.of(new Value.B(Bytes.of((byte) 1))))
        };
        for (ItemKey key : keys) assertThat(KeyBytes.key(KeyBytes.of(key))).isEqualTo(key);
        assertThat(KeyBytes.of(new ItemKey(new Value.N(new BigDecimal("1.0")), Optional.empty())))
                .isEqualTo(KeyBytes.of(new ItemKey(Value.N.of(1), Optional.empty())));
    }

    private static Digest digest(int number) {
        return Digest.of("t", ItemKey.of("k"), Item.of(Map.of("n", Value.N.of(number))));
    }
}
