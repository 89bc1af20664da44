package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.stream.Gap;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.stream.dynamodb.DynamoShard;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.testkit.Await;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One process reads all shards itself. */
class ShardsTest extends SourceContract {
    @Override
    protected Optional<Allotments> allotments() {
        return Optional.empty();
    }

    @Test
    void a_reader_that_keeps_up_finds_no_gap_when_old_records_are_thrown_away() {
        try (var _ = start("one")) {
            for (int round = 0; round < 6; round++) {
                write(10);
                Await.until("the other region holds all (" + heard.gaps + ")", LIMIT, this::isSame);
                LocalStores.letPass(east, 5);
                LocalStores.rollOver(east);
            }
        }

        assertThat(heard.gaps).isEmpty();
        // The first records are gone indeed.
        var thrownAway = new ArrayList<Gap>();
        new DynamoShard(
                        east,
                        seen(DynamoStream.of(east, TABLE)),
                        shards(east).getFirst().id(),
                        keeper(thrownAway::add))
                .read(Optional.empty());
        assertThat(thrownAway).isNotEmpty();
    }
}
