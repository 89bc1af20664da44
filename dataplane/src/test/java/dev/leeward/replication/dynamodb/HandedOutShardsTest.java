package dev.leeward.replication.dynamodb;

import dev.leeward.stream.dynamodb.Allotments;
import java.util.Optional;

/** Several processes read the shards that are handed out to them. */
class HandedOutShardsTest extends SourceContract {
    private final HandedOut shards = new HandedOut();

    @Override
    protected Optional<Allotments> allotments() {
        return Optional.of(shards);
    }
}
