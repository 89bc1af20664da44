package dev.leeward.bench;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.stream.Description;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.table.Looked;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/** The only shard of a stream, from its beginning. */
final class Tail {
    private final Store store;
    private String next;

    Tail(Store store) {
        this.store = store;
        this.next = first();
    }

    /** The images that came since, in their order; asks once. */
    List<Map<String, AttributeValue>> images() {
        Answer<GetRecordsResponse> answer =
                store.streams(streams -> streams.getRecords(all -> all.shardIterator(next)));
        // DynamoDB Local says so of shards that were never written to.
        if (answer instanceof Answer.Missing<GetRecordsResponse> missing
                && missing.error().equals("TrimmedDataAccessException")) {
            next = first();
            return List.of();
        }
        GetRecordsResponse given = LocalStores.given(answer);
        next = given.nextShardIterator();
        return given.records().stream()
                .filter(record -> record.dynamodb().hasNewImage())
                .map(record -> record.dynamodb().newImage())
                .toList();
    }

    private String first() {
        if (!(DynamoStream.of(store, Bed.TABLE) instanceof Looked.Seen<DynamoStream>(DynamoStream stream))
                || !(stream.describe(store) instanceof Looked.Seen<Description>(Description description))) {
            throw new AssertionError("no stream");
        }
        String shard = description.shards().getFirst().id();
        return LocalStores.given(store.streams(streams -> streams.getShardIterator(all ->
                        all.streamArn(stream.arn()).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator()));
    }
}
