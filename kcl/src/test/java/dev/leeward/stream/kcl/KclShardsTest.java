package dev.leeward.stream.kcl;

import dev.leeward.replication.dynamodb.SourceContract;
import dev.leeward.stream.dynamodb.Allotments;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several processes read the shards that the Kinesis Client Library gives them. Each test has an access key, so a store, of its own. */
@Execution(ExecutionMode.CONCURRENT)
class KclShardsTest extends SourceContract {
    @Override
    protected Optional<Allotments> allotments() {
        return Optional.of(new KclAllotments());
    }
}
