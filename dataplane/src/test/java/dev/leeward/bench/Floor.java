package dev.leeward.bench;

import dev.leeward.dynamodb.LocalStores;
import java.net.URI;

/**
 * The least that replication can do: asks for the records of one shard again and again, and puts each new image into the other
 * region. It knows no versions, no echoes, no restart and no faults.
 */
final class Floor {
    private Floor() {}

    public static void main(String[] arguments) {
        try (var source = Bed.store("us-east-1", URI.create(arguments[1]), arguments[0]);
                var target = Bed.store("eu-central-1", URI.create(arguments[2]), arguments[0])) {
            var tail = new Tail(source);
            while (!Thread.currentThread().isInterrupted()) {
                tail.images()
                        .forEach(image -> LocalStores.given(target.tables(tables ->
                                tables.putItem(all -> all.tableName(Bed.TABLE).item(image)))));
            }
        }
    }
}
