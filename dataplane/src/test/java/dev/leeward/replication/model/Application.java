package dev.leeward.replication.model;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.version.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What applications do to their items, the unkind things too. */
final class Application {
    static final List<String> KEYS = List.of("hot", "warm", "cold-1", "cold-2", "cold-3", "cold-4");

    private final World world;
    private final Map<ItemKey, List<Item>> past = new HashMap<>();
    private int counter;

    Application(World world) {
        this.world = world;
    }

    /** Some writes, with pauses. */
    void run(int operations) {
        for (int done = 0; done < operations; done++) {
            for (int wait = world.random.nextInt(60); wait > 0; wait--) world.pause();
            act(world.region(), key());
        }
    }

    private ItemKey key() {
        int pick = world.random.nextInt(10);
        return ItemKey.of(pick < 4 ? "hot" : pick < 6 ? "warm" : KEYS.get(world.random.nextInt(KEYS.size())));
    }

    private void act(Region region, ItemKey key) {
        Optional<Item> there = region.item(key);
        there.ifPresent(
                item -> past.computeIfAbsent(key, _ -> new ArrayList<>()).add(item));
        if (world.isExpiring() && world.random.nextInt(3) == 0) {
            Item item = there.orElseGet(() -> fresh(key));
            region.write(key, Optional.of(changed(item).with(Region.EXPIRY, Value.N.of(soon()))));
            return;
        }
        switch (world.random.nextInt(20)) {
            case 0, 1, 2, 3 -> put(region, key, fresh(key));
            case 4, 5, 6 ->
                there.ifPresentOrElse(item -> put(region, key, changed(item)), () -> put(region, key, fresh(key)));
            case 7, 8 -> there.ifPresent(item -> put(region, key, extended(item)));
            case 9, 10 -> region.write(key, Optional.empty());
            case 11, 12, 13 -> readModifyWrite(region, key);
            case 14, 15 -> old(key).ifPresent(item -> put(region, key, item));
            case 16 -> old(key).ifPresent(item -> put(region, key, item.content()));
            case 17 -> old(key()).ifPresent(item -> put(region, key, under(key, item)));
            case 18 -> there.ifPresent(item -> put(region, key, item.without("extra")));
            default -> there.ifPresent(item -> put(region, key, item.without(Item.MARKER)));
        }
    }

    /** Some before it is written, some while it is read elsewhere. */
    private long soon() {
        return world.baton.now().getEpochSecond() + world.random.nextInt(-1, 4);
    }

    private void readModifyWrite(Region region, ItemKey key) {
        Optional<Item> read = region.item(key);
        for (int wait = world.random.nextInt(30); wait > 0; wait--) world.pause();
        put(region, key, read.map(this::changed).orElseGet(() -> fresh(key)));
    }

    /** Where they are to stamp what they write, most do, and most see to it that theirs is the later stamp. */
    private void put(Region region, ItemKey key, Item item) {
        if (!world.isClaimed() || world.random.nextInt(6) == 0) {
            region.write(key, Optional.of(item));
            return;
        }
        Optional<Item> there = region.item(key);
        Value claim = world.claim(region, there.orElse(item));
        boolean isLater = there.flatMap(known -> Claim.of(known, World.CLAIM))
                .filter(known -> !Claim.of(Item.of(Map.of(World.CLAIM, claim)), World.CLAIM)
                        .orElseThrow()
                        .isAbove(Optional.of(known)))
                .isEmpty();
        if (isLater || world.random.nextInt(3) == 0) region.write(key, Optional.of(item.with(World.CLAIM, claim)));
    }

    private Optional<Item> old(ItemKey key) {
        List<Item> known = past.getOrDefault(key, List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(world.random.nextInt(known.size())));
    }

    private Item fresh(ItemKey key) {
        return changed(under(key, Item.of(Map.of())));
    }

    private Item changed(Item item) {
        return item.with("content", Value.N.of(++counter));
    }

    private Item extended(Item item) {
        return item.with("extra", Value.N.of(++counter));
    }

    private static Item under(ItemKey key, Item item) {
        return item.with("id", key.partition());
    }
}
