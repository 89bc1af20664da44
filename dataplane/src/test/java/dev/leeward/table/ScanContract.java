package dev.leeward.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Scan.Page;
import dev.leeward.table.Scan.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every scan does, that of a real store and the one in memory. */
public abstract class ScanContract {
    /** Long enough that these do not fit on one page of a real store, which holds a megabyte. */
    private static final String LONG = "x".repeat(30_000);

    private static final int ITEMS = 90;

    /** A table with the key {@code id}, text, and {@code place}, number, that holds these. */
    protected abstract Scan over(Map<ItemKey, Item> items);

    /** Takes an item away from the table made last. */
    protected abstract void remove(ItemKey key);

    @Test
    void every_item_is_in_one_segment_once_and_comes_as_it_is() {
        Map<ItemKey, Item> items = items();
        Scan scan = over(items);
        for (int of : List.of(1, 3)) {
            var found = new HashMap<ItemKey, Item>();
            var pages = new ArrayList<Page>();
            for (int number = 0; number < of; number++) pages.addAll(pages(scan, new Segment(number, of)));
            for (Page page : pages) {
                for (Scan.Row row : page.rows())
                    assertThat(found.put(row.key(), row.item())).isNull();
            }
            assertThat(found).isEqualTo(items);
            assertThat(pages).hasSizeGreaterThan(of);
            assertThat(pages.stream().mapToDouble(Page::units).sum()).isGreaterThan(ITEMS / 2.0);
        }
    }

    @Test
    void a_position_holds_also_when_its_item_is_gone() {
        Map<ItemKey, Item> items = items();
        Scan scan = over(items);
        var segment = new Segment(0, 1);
        Page first = seen(scan.read(segment, Optional.empty()));
        ItemKey position = first.next().orElseThrow();
        remove(position);
        int rest = 0;
        for (Optional<ItemKey> at = Optional.of(position); at.isPresent(); ) {
            Page page = seen(scan.read(segment, at));
            rest += page.rows().size();
            at = page.next();
        }
        assertThat(first.rows().size() + rest).isEqualTo(ITEMS);
    }

    @Test
    void an_empty_table_is_through_at_once() {
        Scan scan = over(Map.of());
        Page page = seen(scan.read(new Segment(1, 2), Optional.empty()));
        assertThat(page.rows()).isEmpty();
        assertThat(page.next()).isEmpty();
        assertThat(scan.estimate()).isEqualTo(new Looked.Seen<>(0L));
    }

    private static Map<ItemKey, Item> items() {
        var items = new HashMap<ItemKey, Item>();
        for (int number = 0; number < ITEMS; number++) {
            var id = new Value.S("order-" + number % 10);
            var place = Value.N.of(number);
            items.put(
                    new ItemKey(id, Optional.of(place)),
                    Item.of(Map.of("id", id, "place", place, "long", new Value.S(LONG), "empty", new Value.S(""))));
        }
        return items;
    }

    private static List<Page> pages(Scan scan, Segment segment) {
        var pages = new ArrayList<Page>();
        Optional<ItemKey> after = Optional.empty();
        do {
            Page page = seen(scan.read(segment, after));
            pages.add(page);
            after = page.next();
        } while (after.isPresent());
        return pages;
    }

    protected static <T> T seen(Looked<T> looked) {
        return switch (looked) {
            case Looked.Seen<T>(T value) -> value;
            case Looked.Unseen<T>(var problem) -> throw new AssertionError(problem);
        };
    }
}
