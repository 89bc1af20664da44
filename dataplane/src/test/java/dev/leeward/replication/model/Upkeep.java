package dev.leeward.replication.model;

import dev.leeward.item.ItemKey;
import dev.leeward.replication.Rounds;
import dev.leeward.replication.Territory.Grounds;
import dev.leeward.table.Bookmark;
import dev.leeward.table.Known;
import dev.leeward.table.Looked;
import dev.leeward.table.Pages;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Scan.Segment;
import dev.leeward.table.Written;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a process needs to go through a region in the model, beside what replicators need. */
final class Upkeep {
    private static final int PAGE = 2;

    private final Life life;
    private final Region region;

    Upkeep(Life life, Region region) {
        this.life = life;
        this.region = region;
    }

    Rounds rounds() {
        return new Rounds() {
            @Override
            public Looked<State> load() {
                return life.looked(
                        region, () -> new State(region.round, region.audited, region.healed, region.isRemade));
            }

            @Override
            public Written audited(long round) {
                return life.written(region, () -> {
                    region.audited = Math.max(region.audited, round);
                    return new Written.Done(Optional.empty());
                });
            }

            @Override
            public Written healed(long round) {
                return life.written(region, () -> {
                    region.healed = Math.max(region.healed, round);
                    return new Written.Done(Optional.empty());
                });
            }
        };
    }

    Grounds grounds() {
        return new Grounds() {
            @Override
            public Pages<Row> rows(Segment segment) {
                return pages(segment, region.items, Row::new, Row::key);
            }

            @Override
            public Pages<Known> entries(Segment segment) {
                return pages(segment, region.entries, Known::new, Known::key);
            }

            @Override
            public Bookmark bookmark(String name) {
                return new Bookmark() {
                    @Override
                    public Looked<Optional<Mark>> load() {
                        return life.looked(region, () -> Optional.ofNullable(region.bookmarks.get(name)));
                    }

                    @Override
                    public Written save(Mark mark) {
                        return life.written(region, () -> {
                            region.bookmarks.put(name, mark);
                            return new Written.Done(Optional.empty());
                        });
                    }
                };
            }
        };
    }

    private <V, T> Pages<T> pages(
            Segment segment, Map<ItemKey, V> all, BiFunction<ItemKey, V, T> form, Function<T, ItemKey> keyOf) {
        return after -> life.looked(region, () -> {
            List<T> found = all.entrySet().stream()
                    .filter(entry -> Math.floorMod(entry.getKey().hashCode(), segment.of()) == segment.number())
                    .filter(entry -> after.isEmpty() || text(entry.getKey()).compareTo(text(after.get())) > 0)
                    .sorted(Comparator.comparing(entry -> text(entry.getKey())))
                    .limit(PAGE)
                    .map(entry -> form.apply(entry.getKey(), entry.getValue()))
                    .toList();
            Optional<ItemKey> next = found.size() < PAGE ? Optional.empty() : Optional.of(keyOf.apply(found.getLast()));
            return new Pages.Page<>(found, next);
        });
    }

    private static String text(ItemKey key) {
        return key.partition().toString();
    }
}
