package dev.leeward.stream.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.stream.Description;
import dev.leeward.stream.Gap;
import dev.leeward.stream.Shard;
import dev.leeward.table.Looked;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The stream that a table has now.
 *
 * @param arn its name in the store
 * @param label when it was enabled
 * @param keys those of its table
 * @param tableMade when its table was made
 */
public record DynamoStream(String arn, String label, KeyNames keys, Instant tableMade) {
    /** Of 100 shards each. Alternator has 256 shards for each core of its cluster. */
    private static final int MOST_PAGES = 1_000;

    /** Asks for the stream of a table. */
    public static Looked<DynamoStream> of(Store store, String table) {
        Answer<TableDescription> answer = store.tables(
                tables -> tables.describeTable(all -> all.tableName(table)).table());
        return switch (answer) {
            case Answer.Missing<TableDescription> missing -> new Looked.Unseen<>(missing.problem());
            case Answer.Given<TableDescription>(TableDescription given) -> of(store, given);
        };
    }

    private static Looked<DynamoStream> of(Store store, TableDescription table) {
        var stream = Optional.ofNullable(table.streamSpecification())
                .filter(now -> Boolean.TRUE.equals(now.streamEnabled()))
                .filter(now -> now.streamViewType() == StreamViewType.NEW_AND_OLD_IMAGES);
        if (stream.isEmpty() || table.latestStreamArn() == null) {
            return new Looked.Unseen<>(Problem.lasting(
                    FaultCode.MISCONFIGURED,
                    "the table " + table.tableName() + " in " + store.address()
                            + " has no stream of new and old images"));
        }
        var keys = new KeyNames(
                key(table, KeyType.HASH).orElseThrow(() -> new IllegalStateException("a table without key")),
                key(table, KeyType.RANGE));
        return new Looked.Seen<>(
                new DynamoStream(table.latestStreamArn(), table.latestStreamLabel(), keys, table.creationDateTime()));
    }

    /** What it means that this is not the stream of that label any more. */
    public Gap after(String former) {
        return isRemadeSince(former) ? new Gap.Remade(former, label) : new Gap.Renewed(former, label);
    }

    /** A stream cannot be older than its table. What cannot be read proves nothing, and then nothing is taken for deleted. */
    private boolean isRemadeSince(String former) {
        try {
            return tableMade.isAfter(Instant.parse(former + "Z"));
        } catch (DateTimeParseException _) {
            return true;
        }
    }

    /** Asks for its shards. */
    public Looked<Description> describe(Store store) {
        List<Shard> shards = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<String> start = after;
            Answer<StreamDescription> answer = store.streams(streams -> streams.describeStream(all -> {
                        all.streamArn(arn);
                        start.ifPresent(all::exclusiveStartShardId);
                    })
                    .streamDescription());
            if (answer instanceof Answer.Missing<StreamDescription> missing) {
                return new Looked.Unseen<>(missing.problem());
            }
            StreamDescription given = ((Answer.Given<StreamDescription>) answer).value();
            given.shards()
                    .forEach(shard ->
                            shards.add(new Shard(shard.shardId(), Optional.ofNullable(shard.parentShardId()))));
            after = Optional.ofNullable(given.lastEvaluatedShardId());
            if (after.isEmpty()) return new Looked.Seen<>(new Description(label, shards));
        }
        return new Looked.Unseen<>(
                Problem.lasting(FaultCode.EXHAUSTED, arn + " has more than " + MOST_PAGES + " pages of shards"));
    }

    private static Optional<String> key(TableDescription table, KeyType type) {
        return table.keySchema().stream()
                .filter(element -> element.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .findFirst();
    }
}
