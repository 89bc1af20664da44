package dev.leeward.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.version.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecallingTest {
    private static final ItemKey KEY = ItemKey.of("order-1");

    private final Map<ItemKey, Entry> entries = new HashMap<>();
    private final Recalling sidecar = new Recalling(new Plain(), 2);

    @Test
    void what_was_read_or_written_is_remembered() {
        entries.put(KEY, entry(1));
        assertThat(sidecar.recalled(KEY)).isEmpty();
        sidecar.read(KEY);
        assertThat(sidecar.recalled(KEY)).contains(entry(1));
        sidecar.swap(KEY, Optional.of(entry(1)), entry(2));
        assertThat(sidecar.recalled(KEY)).contains(entry(2));
    }

    @Test
    void what_a_swap_shows_to_be_wrong_is_forgotten() {
        sidecar.swap(KEY, Optional.empty(), entry(1));
        entries.put(KEY, entry(5));
        assertThat(sidecar.swap(KEY, Optional.of(entry(1)), entry(2))).isInstanceOf(Written.Refused.class);
        assertThat(sidecar.recalled(KEY)).isEmpty();
    }

    @Test
    void only_so_much_is_remembered_and_what_was_not_used_for_longest_goes_first() {
        for (int number = 1; number <= 2; number++)
            sidecar.swap(ItemKey.of("order-" + number), Optional.empty(), entry(number));
        sidecar.recalled(KEY);
        sidecar.swap(ItemKey.of("order-3"), Optional.empty(), entry(3));
        assertThat(sidecar.recalled(KEY)).isPresent();
        assertThat(sidecar.recalled(ItemKey.of("order-2"))).isEmpty();
        assertThat(sidecar.recalled(ItemKey.of("order-3"))).isPresent();
    }

    private static Entry entry(long millis) {
        var version = new Version(millis, 0, new RegionName("eu-west"));
        return new Entry(version, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private final class Plain implements Sidecar {
        @Override
        public Looked<Optional<Entry>> read(ItemKey key) {
            return new Looked.Seen<>(Optional.ofNullable(entries.get(key)));
        }

        @Override
        public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
            if (!Optional.ofNullable(entries.get(key)).equals(expected)) return new Written.Refused();
            entries.put(key, next);
            return new Written.Done(Optional.empty());
        }
    }
}
