package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.replication.Walk.Visited;
import dev.leeward.table.Bookmark;
import dev.leeward.table.Looked;
import dev.leeward.table.Pages;
import dev.leeward.table.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walk through a table that is made up as it is read, and nowhere kept. */
class WalkTest {
    private static final int PAGE = 1_000;
    private static final int MOST_OPEN = 50;

    private final AtomicLong now = new AtomicLong();
    private final InstantSource steady = () -> Instant.EPOCH.plusMillis(now.incrementAndGet());
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private final Set<Integer> held = new HashSet<>();
    private int mostHeld;
    private int mostUnderWay;
    private int brought;

    @ParameterizedTest
    @ValueSource(ints = {2_000, 20_000, 200_000})
    void however_large_a_table_is_no_more_than_a_page_of_it_is_held(int rows) {
        finish(walk(rows, new Kept()));

        assertThat(brought).isEqualTo(rows);
        assertThat(mostHeld).isEqualTo(PAGE);
        assertThat(mostUnderWay).isEqualTo(MOST_OPEN);
    }

    @Test
    void one_that_was_broken_off_repeats_one_page() {
        var bookmark = new Kept();
        Walk<Integer> first = walk(4_000, bookmark);
        while (brought < 2_400) turn(first);
        underWay.clear();
        held.clear();
        int before = brought;

        finish(walk(4_000, bookmark));

        assertThat(brought - before).isEqualTo(4_000 - 2_000);
    }

    private void finish(Walk<Integer> walk) {
        while (!walk.isDone()) turn(walk);
    }

    /** What is under way lands only when there is nothing else to do. */
    private void turn(Walk<Integer> walk) {
        if (walk.take()) return;
        assertThat(walk.problem()).isEmpty();
        assertThat(underWay).isNotEmpty();
        underWay.removeFirst().run();
    }

    private Walk<Integer> walk(int rows, Bookmark bookmark) {
        Pages<Integer> pages = after -> {
            int begin = after.map(key -> Integer.parseInt(name(key))).orElse(0);
            int end = Math.min(rows, begin + PAGE);
            IntStream.range(begin, end).forEach(held::add);
            mostHeld = Math.max(mostHeld, held.size());
            Optional<ItemKey> next = end < rows ? Optional.of(ItemKey.of(Integer.toString(end))) : Optional.empty();
            return new Looked.Seen<>(
                    new Pages.Page<>(IntStream.range(begin, end).boxed().toList(), next));
        };
        Walk.Visitor<Integer> visitor = (row, visits, settled) -> {
            if (visits == 0) return new Visited.Later();
            underWay.addLast(() -> {
                held.remove(row);
                brought++;
                settled.run();
            });
            mostUnderWay = Math.max(mostUnderWay, underWay.size());
            return new Visited.Begun();
        };
        var terms = new Walk.Terms(new Throttle(1_000, steady), MOST_OPEN, steady);
        return new Walk<>(pages, bookmark, 0, visitor, _ -> true, terms);
    }

    private static String name(ItemKey key) {
        if (key.partition() instanceof Value.S(String text)) return text;
        throw new AssertionError("no such key: " + key);
    }

    private static final class Kept implements Bookmark {
        private Optional<Mark> mark = Optional.empty();

        @Override
        public Looked<Optional<Mark>> load() {
            return new Looked.Seen<>(mark);
        }

        @Override
        public Written save(Mark to) {
            mark = Optional.of(to);
            return new Written.Done(Optional.empty());
        }
    }
}
