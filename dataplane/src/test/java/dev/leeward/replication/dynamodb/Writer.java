package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** An application in one region that knows nothing of replication. It remembers what came of its last write to each key. */
final class Writer implements AutoCloseable {
    private static final int HOT = 4;
    private static final int COLD = 60;
    private static final Duration PAUSE = Duration.ofMillis(15);

    final Map<ItemKey, Optional<Item>> last = new ConcurrentHashMap<>();
    private final Store store;
    private final String name;
    private final RandomGenerator random;
    private final Thread thread;
    private final Duration pause;
    private volatile boolean isStopping;
    int writes;

    Writer(Store store, String name, RandomGenerator random) {
        this(store, name, random, PAUSE);
    }

    Writer(Store store, String name, RandomGenerator random, Duration pause) {
        this.pause = pause;
        this.store = store;
        this.name = name;
        this.random = random;
        this.thread = Thread.ofVirtual().name("application in " + name).start(this::run);
    }

    /** Stops writing; everything that was begun is done. */
    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the application stops", e);
        }
    }

    private void run() {
        while (!isStopping) {
            String key = "k" + (random.nextBoolean() ? random.nextInt(HOT) : HOT + random.nextInt(COLD));
            write(ItemKey.of(key), Map.of("k", AttributeValue.fromS(key)), name + "-" + writes);
            writes++;
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void write(ItemKey key, Map<String, AttributeValue> attributes, String unique) {
        switch (random.nextInt(8)) {
            case 0 -> delete(key, attributes);
            case 1, 2, 3 -> update(key, attributes, unique);
            case 4 -> putIfThere(key, attributes, unique);
            default -> put(key, unique);
        }
    }

    private void put(ItemKey key, String unique) {
        Item item = item(key, unique);
        LocalStores.given(store.tables(tables ->
                tables.putItem(all -> all.tableName(ReplicatorProcess.TABLE).item(Attributes.of(item)))));
        last.put(key, Optional.of(item));
    }

    private void putIfThere(ItemKey key, Map<String, AttributeValue> attributes, String unique) {
        Item item = item(key, unique);
        var answer = store.tables(tables -> tables.putItem(all -> all.tableName(ReplicatorProcess.TABLE)
                .item(Attributes.of(item))
                .conditionExpression("attribute_exists(k)")));
        if (answer instanceof Answer.Given) last.put(key, Optional.of(item));
        else if (attributes.isEmpty()) throw new AssertionError("a key has attributes");
    }

    private void update(ItemKey key, Map<String, AttributeValue> attributes, String unique) {
        Item now = LocalStores.given(store.tables(tables ->
                Attributes.item(tables.updateItem(all -> all.tableName(ReplicatorProcess.TABLE)
                                .key(attributes)
                                .updateExpression("SET u" + random.nextInt(3) + " = :unique")
                                .expressionAttributeValues(Map.of(":unique", AttributeValue.fromS(unique)))
                                .returnValues(ReturnValue.ALL_NEW))
                        .attributes())));
        last.put(key, Optional.of(now.content()));
    }

    private void delete(ItemKey key, Map<String, AttributeValue> attributes) {
        boolean wasThere = LocalStores.given(store.tables(tables -> tables.deleteItem(all ->
                        all.tableName(ReplicatorProcess.TABLE).key(attributes).returnValues(ReturnValue.ALL_OLD))
                .hasAttributes()));
        if (wasThere) last.put(key, Optional.empty());
    }

    private static Item item(ItemKey key, String unique) {
        return Item.of(Map.of("k", key.partition(), "w", new Value.S(unique)));
    }
}
