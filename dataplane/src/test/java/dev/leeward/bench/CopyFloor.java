package dev.leeward.bench;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The least that a first copy can do: scans in segments and puts what it finds in batches. It overwrites what was written meanwhile,
 * brings back what was deleted meanwhile, and starts over when it dies.
 */
final class CopyFloor {
    /** What it says once it has started. */
    static final String BEGUN = "begun";

    private static final int SEGMENTS = 8;
    private static final int PAGE = 250;
    private static final int BATCH = 25;

    private CopyFloor() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (var source = Bed.store("us-east-1", URI.create(arguments[1]), arguments[0]);
                var target = Bed.store("eu-central-1", URI.create(arguments[2]), arguments[0])) {
            System.out.println(BEGUN);
            List<Thread> threads = IntStream.range(0, SEGMENTS)
                    .mapToObj(segment -> Thread.ofVirtual().start(() -> copy(source, target, segment)))
                    .toList();
            for (Thread thread : threads) thread.join();
        }
    }

    private static void copy(Store source, Store target, int segment) {
        Map<String, AttributeValue> after = Map.of();
        do {
            Map<String, AttributeValue> from = after;
            ScanResponse page = LocalStores.given(source.tables(tables -> tables.scan(all -> all.tableName(Bed.TABLE)
                    .segment(segment)
                    .totalSegments(SEGMENTS)
                    .limit(PAGE)
                    .consistentRead(true)
                    .exclusiveStartKey(from.isEmpty() ? null : from))));
            put(target, page.items());
            after = page.lastEvaluatedKey();
        } while (!after.isEmpty());
    }

    static void put(Store target, List<Map<String, AttributeValue>> items) {
        for (int begin = 0; begin < items.size(); begin += BATCH) {
            List<WriteRequest> batch = items.subList(begin, Math.min(begin + BATCH, items.size())).stream()
                    .map(item -> WriteRequest.builder()
                            .putRequest(PutRequest.builder().item(item).build())
                            .build())
                    .toList();
            var answer = LocalStores.given(target.tables(
                    tables -> tables.batchWriteItem(all -> all.requestItems(Map.of(Bed.TABLE, batch)))));
            if (answer.hasUnprocessedItems() && !answer.unprocessedItems().isEmpty()) {
                throw new AssertionError("a local server holds nothing back");
            }
        }
    }
}
