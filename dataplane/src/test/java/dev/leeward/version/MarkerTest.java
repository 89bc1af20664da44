package dev.leeward.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MarkerTest {
    private static final Replica HERE = new Replica(new RegionName("eu-west"), "orders");
    private static final ItemKey KEY = ItemKey.of("order-1");
    private static final Version VERSION = new Version(7, 1, new RegionName("us-east"));
    private static final Item CONTENT = Item.of(Map.of("total", Value.N.of(5)));

    private final Marker marker = Marker.on(HERE, KEY, CONTENT, VERSION, false);
    private final Item copy = CONTENT.with(Item.MARKER, marker.toValue());

    @Test
    void a_copy_of_ours_says_which_version_it_is() {
        assertThat(Marker.of(HERE, KEY, copy)).contains(marker);
        assertThat(Marker.of(HERE, KEY, CONTENT)).isEmpty();
    }

    @Test
    void a_changed_copy_a_copy_of_the_copy_and_one_carried_to_another_region_have_no_true_marker() {
        assertThat(Marker.of(HERE, KEY, copy.with("total", Value.N.of(6)))).isEmpty();
        assertThat(Marker.of(HERE, KEY, copy.with("note", new Value.S("gift")))).isEmpty();
        assertThat(Marker.of(HERE, ItemKey.of("order-2"), copy)).isEmpty();
        assertThat(Marker.of(new Replica(new RegionName("us-east"), "orders"), KEY, copy))
                .isEmpty();
    }

    @Test
    void a_forged_marker_is_none() {
        assertThat(Marker.of(HERE, KEY, forged("millis", Value.N.of(8)))).isEmpty();
        assertThat(Marker.of(HERE, KEY, forged("deletes", new Value.Bool(true))))
                .isEmpty();
        assertThat(Marker.of(HERE, KEY, forged("region", new Value.S("Not a name"))))
                .isEmpty();
        assertThat(Marker.of(HERE, KEY, forged("millis", new Value.N(new BigDecimal("1E125")))))
                .isEmpty();
        assertThat(Marker.of(HERE, KEY, forged("counter", new Value.N(new BigDecimal("1E9")))))
                .isEmpty();
        assertThat(Marker.of(HERE, KEY, forged("counter", new Value.N(new BigDecimal("0.5")))))
                .isEmpty();
        assertThat(Marker.of(HERE, KEY, CONTENT.with(Item.MARKER, new Value.S("mine"))))
                .isEmpty();
    }

    private Item forged(String name, Value value) {
        var entries = new TreeMap<>(((Value.M) marker.toValue()).entries());
        entries.put(name, value);
        return CONTENT.with(Item.MARKER, new Value.M(entries));
    }
}
