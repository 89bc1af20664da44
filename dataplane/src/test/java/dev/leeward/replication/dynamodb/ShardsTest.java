package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.stream.Gap;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.stream.dynamodb.DynamoShard;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.table.dynamodb.Notes;
import dev.leeward.table.dynamodb.SideTables;
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

    @Test
    void a_shard_that_was_idle_while_what_had_been_read_was_thrown_away_has_no_gap() {
        try (var _ = start("one")) {
            write(10);
            Await.until("the other region holds all", LIMIT, this::isSame);
            Await.until(
                    "it is noted where it was, and that nothing was left",
                    LIMIT,
                    () -> isNoted(Notes.POSITION) && isNoted("quiet"));
        }
        LocalStores.letPass(east, 25);
        write(10);
        try (var _ = start("two")) {
            Await.until("the other region holds all again", LIMIT, this::isSame);
        }
        assertThat(heard.gaps).isEmpty();
        assertThat(heard.unrecorded).isEmpty();
    }

    private boolean isNoted(String attribute) {
        return LocalStores.given(east.tables(
                tables -> tables.scan(all -> all.tableName(SideTables.NOTES)).items().stream()
                        .anyMatch(note -> note.containsKey(attribute))));
    }
}
