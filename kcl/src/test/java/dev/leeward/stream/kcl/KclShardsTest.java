package dev.leeward.stream.kcl;

import dev.leeward.replication.dynamodb.SourceContract;
import dev.leeward.stream.dynamodb.Allotments;
import java.util.Optional;

/** Several processes read the shards that the Kinesis Client Library gives them. */
class KclShardsTest extends SourceContract {
    @Override
    protected Optional<Allotments> allotments() {
        return Optional.of(new KclAllotments());
    }
}
