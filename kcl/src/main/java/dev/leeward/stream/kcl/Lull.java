package dev.leeward.stream.kcl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.retrieval.DataFetcherResult;
import software.amazon.kinesis.retrieval.GetRecordsResponseAdapter;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;
import software.amazon.kinesis.retrieval.polling.DataFetcher;

/**
 * What the library takes for reading: it finds nothing, until others have read the shard to its end, and then that end. So the
 * library loses no record, and gives out a shard's children at the right time.
 */
final class Lull implements DataFetcher {
    /** The adapter gives all shards this range, since streams of tables do not tell of theirs. */
    private static final HashKeyRange RANGE =
            HashKeyRange.builder().startingHashKey("0").endingHashKey("1").build();

    private final StreamIdentifier stream;
    private final String shard;
    private final Supplier<Optional<Set<String>>> end;
    private volatile boolean isShardEndReached;

    /**
     * One for a shard.
     *
     * @param end the shards that took over its keys, once it was read to its end
     */
    Lull(StreamIdentifier stream, String shard, Supplier<Optional<Set<String>>> end) {
        this.stream = stream;
        this.shard = shard;
        this.end = end;
    }

    @Override
    public DataFetcherResult getRecords() {
        return end.get().<DataFetcherResult>map(this::over).orElseGet(() -> new Found(List.of(), false));
    }

    private Found over(Set<String> children) {
        return new Found(
                children.stream()
                        .sorted()
                        .map(child -> ChildShard.builder()
                                .shardId(child)
                                .parentShards(shard)
                                .hashKeyRange(RANGE)
                                .build())
                        .toList(),
                true);
    }

    @Override
    public StreamIdentifier getStreamIdentifier() {
        return stream;
    }

    @Override
    public boolean isShardEndReached() {
        return isShardEndReached;
    }

    /** Where it begins is the affair of who reads. */
    @Override
    public void initialize(String checkpoint, InitialPositionInStreamExtended initial) {}

    @Override
    public void initialize(ExtendedSequenceNumber checkpoint, InitialPositionInStreamExtended initial) {}

    @Override
    public void advanceIteratorTo(String sequence, InitialPositionInStreamExtended initial) {}

    @Override
    public void restartIterator() {}

    @Override
    public void resetIterator(String iterator, String sequence, InitialPositionInStreamExtended initial) {}

    @Override
    public GetRecordsResponse getGetRecordsResponse(GetRecordsRequest request) {
        throw new UnsupportedOperationException("the library reads no records");
    }

    @Override
    public GetRecordsRequest getGetRecordsRequest(String iterator) {
        throw new UnsupportedOperationException("the library reads no records");
    }

    @Override
    public String getNextIterator(GetShardIteratorRequest request) {
        throw new UnsupportedOperationException("the library reads no records");
    }

    @Override
    public GetRecordsResponse getRecords(String iterator) {
        throw new UnsupportedOperationException("the library reads no records");
    }

    /** Nothing, and whether that is all. */
    private final class Found implements DataFetcherResult, GetRecordsResponseAdapter {
        private final List<ChildShard> children;
        private final boolean isOver;

        private Found(List<ChildShard> children, boolean isOver) {
            this.children = children;
            this.isOver = isOver;
        }

        @Override
        public GetRecordsResponseAdapter getResultAdapter() {
            return this;
        }

        @Override
        public GetRecordsResponseAdapter acceptAdapter() {
            isShardEndReached = isOver;
            return this;
        }

        @Override
        public GetRecordsResponse getResult() {
            throw new UnsupportedOperationException("the library reads no records");
        }

        @Override
        public GetRecordsResponse accept() {
            throw new UnsupportedOperationException("the library reads no records");
        }

        @Override
        public boolean isShardEnd() {
            return isOver;
        }

        @Override
        public List<KinesisClientRecord> records() {
            return List.of();
        }

        @Override
        public @Nullable Long millisBehindLatest() {
            return null;
        }

        @Override
        public List<ChildShard> childShards() {
            return children;
        }

        @Override
        public @Nullable String nextShardIterator() {
            return isOver ? null : "lull";
        }

        @Override
        public String requestId() {
            return "none";
        }
    }
}
