package dev.leeward.stream.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.stream.Gap;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/**
 * One shard of a stream, read by one thread. Where records are missing it has that remembered, and only then reads on with
 * what there is.
 */
public final class DynamoShard implements ChangeSource {
    private static final int MOST_RECORDS = 1_000;
    /** An answer has at most 1 MB, in a form that is larger than what is counted here. */
    private static final int FULL_BYTES = 256 * 1024;

    private static final int MOST_TRIES = 2;
    /** A reader goes on where it was, or where it has sent everything. */
    private static final int MOST_ITERATORS = 2;

    private final Store store;
    private final DynamoStream stream;
    private final String id;
    private final Keeper keeper;
    private final Map<Optional<Sequence>, String> iterators = new LinkedHashMap<>();
    private Optional<Optional<Sequence>> forgiven = Optional.empty();
    private volatile boolean isEnded;
    private volatile Optional<Sequence> last = Optional.empty();

    /** Remembers where records are missing. */
    public interface Keeper {
        /** Remembers it, for good; says what went wrong, if anything did. */
        Optional<Problem> record(Gap gap);

        /** Whether the shard was read to its end so recently that what is thrown away now was read by then. */
        boolean isUpToDate();
    }

    /** A shard of a stream. */
    public DynamoShard(Store store, DynamoStream stream, String id, Keeper keeper) {
        this.store = store;
        this.stream = stream;
        this.id = id;
        this.keeper = keeper;
    }

    @Override
    public Looked<Page> read(Optional<Sequence> after) {
        // The passage must not go on here: its keys live on in the children.
        if (isEnded && after.equals(last)) return new Looked.Seen<>(new Page(List.of(), true));
        Problem problem = Problem.passing(FaultCode.UNAVAILABLE, "shard " + id + " could not be read");
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Answer<Step> answer = step(after, after);
            if (answer instanceof Answer.Given<Step>(Step step)) return new Looked.Seen<>(step.page);
            var missing = (Answer.Missing<Step>) answer;
            problem = missing.problem();
            iterators.remove(after);
            switch (missing.error()) {
                case "ExpiredIteratorException" -> {}
                case "TrimmedDataAccessException" -> {
                    // DynamoDB Local says so of shards that were never written to, until one asks again.
                    if (after.isPresent() && tries > 0) return readOn(after);
                }
                case "ResourceNotFoundException" -> {
                    return end(after);
                }
                default -> {
                    return new Looked.Unseen<>(problem);
                }
            }
        }
        return new Looked.Unseen<>(Problem.passing(FaultCode.UNAVAILABLE, "shard " + id + ": " + problem.sentence()));
    }

    /** Whether everything up to its end was read and what came of it was worked in. */
    public boolean isEnded() {
        return isEnded;
    }

    /** The last record of a shard that {@link #isEnded}, or nothing if it had none. */
    public Optional<Sequence> last() {
        return last;
    }

    /** From the oldest record that is kept, once it is remembered that others are gone, or shown that none was unread. */
    private Looked<Page> readOn(Optional<Sequence> after) {
        if (!forgiven.equals(Optional.of(after)) && !keeper.isUpToDate()) {
            Optional<Problem> problem = keeper.record(new Gap.Trimmed(id));
            if (problem.isPresent()) return new Looked.Unseen<>(problem.get());
            forgiven = Optional.of(after);
        }
        Problem problem = Problem.passing(FaultCode.UNAVAILABLE, "shard " + id + " could not be read");
        boolean isEmpty = true;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Answer<Step> answer = step(after, Optional.empty());
            if (answer instanceof Answer.Given<Step>(Step step)) return new Looked.Seen<>(step.page);
            var missing = (Answer.Missing<Step>) answer;
            problem = missing.problem();
            isEmpty &= missing.error().equals("TrimmedDataAccessException");
            iterators.remove(after);
        }
        if (!isEmpty) return new Looked.Unseen<>(problem);
        // DynamoDB Local says so where nothing at all is left.
        last = after;
        isEnded = true;
        return new Looked.Seen<>(new Page(List.of(), true));
    }

    /** There is nothing to read on with: it is over, before its end. */
    private Looked<Page> end(Optional<Sequence> after) {
        Optional<Problem> problem = keeper.record(new Gap.Vanished(id));
        if (problem.isPresent()) return new Looked.Unseen<>(problem.get());
        last = after;
        isEnded = true;
        return new Looked.Seen<>(new Page(List.of(), true));
    }

    private Answer<Step> step(Optional<Sequence> after, Optional<Sequence> from) {
        String known = iterators.get(after);
        Answer<String> iterator = known == null ? iterator(from) : new Answer.Given<>(known);
        if (iterator instanceof Answer.Missing<String> missing) return missing.as();
        String next = ((Answer.Given<String>) iterator).value();
        Answer<Step> answer = store.streams(streams ->
                step(streams.getRecords(all -> all.shardIterator(next).limit(MOST_RECORDS))));
        if (answer instanceof Answer.Given<Step>(Step step)) goOn(after, step);
        return answer;
    }

    private Answer<String> iterator(Optional<Sequence> after) {
        return store.streams(streams -> streams.getShardIterator(all -> {
                    all.streamArn(stream.arn()).shardId(id);
                    after.ifPresentOrElse(
                            last -> all.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                    .sequenceNumber(wire(last)),
                            () -> all.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
                })
                .shardIterator());
    }

    /** With zeros before it, since a store takes no shorter one than it gives. */
    private static String wire(Sequence sequence) {
        return "%021d".formatted(sequence.number());
    }

    private void goOn(Optional<Sequence> after, Step step) {
        iterators.remove(after);
        List<ChangeRecord> records = step.page.records();
        Optional<Sequence> end =
                records.isEmpty() ? after : Optional.of(records.getLast().sequence());
        step.next.ifPresent(next -> iterators.put(end, next));
        if (iterators.size() > MOST_ITERATORS)
            iterators.remove(iterators.keySet().iterator().next());
        if (step.next.isEmpty() && records.isEmpty()) {
            last = after;
            isEnded = true;
        }
    }

    private Step step(GetRecordsResponse response) {
        List<ChangeRecord> records =
                response.records().stream().map(this::change).toList();
        Optional<String> next = Optional.ofNullable(response.nextShardIterator());
        long bytes = response.records().stream()
                .mapToLong(record ->
                        Optional.ofNullable(record.dynamodb().sizeBytes()).orElse((long) FULL_BYTES))
                .sum();
        boolean isFull = records.size() >= MOST_RECORDS || bytes >= FULL_BYTES || next.isEmpty();
        return new Step(new Page(records, isFull), next);
    }

    private ChangeRecord change(Record record) {
        var change = record.dynamodb();
        return new ChangeRecord(
                new Sequence(stream.label(), new BigInteger(change.sequenceNumber())),
                stream.keys().of(Attributes.item(change.keys())),
                change.approximateCreationDateTime(),
                image(change.hasOldImage(), change.oldImage()),
                image(change.hasNewImage(), change.newImage()),
                isByStore(record));
    }

    /** Names of events differ from store to store; who did it is said as AWS says it, or not at all. */
    private static boolean isByStore(Record record) {
        Identity who = record.userIdentity();
        return who != null && "Service".equals(who.type()) && "dynamodb.amazonaws.com".equals(who.principalId());
    }

    private static Optional<Item> image(boolean isThere, Map<String, AttributeValue> image) {
        return isThere && !image.isEmpty() ? Optional.of(Attributes.item(image)) : Optional.empty();
    }

    private record Step(Page page, Optional<String> next) {}
}
