package dev.leeward.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.stream.Gap;
import dev.leeward.stream.Memory;
import dev.leeward.stream.dynamodb.StreamNotes.Recalled;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.dynamodb.DynamoCheckpoint;
import dev.leeward.table.dynamodb.Notes;
import dev.leeward.table.dynamodb.SideTables;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real server. */
class StreamNotesTest {
    private static final String LABEL = "2026-01-01T00:00:00.000";
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final Store store = LocalStores.fresh();
    private final Notes about = new Notes(SideTables.NOTES, "shop");
    private final StreamNotes notes = new StreamNotes(store, about);

    StreamNotesTest() {
        assertThat(SideTables.createMissing(store, LocalStores.create(store, "shop")))
                .isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void before_the_first_time_nothing_is_remembered() {
        assertThat(recall(NOW)).isEqualTo(new Recalled(Memory.none(), Optional.empty(), Map.of(), Set.of(), Map.of()));
    }

    @Test
    void what_was_begun_and_finished_is_remembered_and_what_was_forgotten_is_not() {
        notes.begin(LABEL);
        notes.begun("one", NOW);
        notes.settled("one", NOW.plusMillis(1));
        notes.begun("two", NOW);
        notes.finished("two");
        notes.begun("three", NOW);
        notes.forget("three");
        // Another table's notes lie beside these.
        new StreamNotes(store, new Notes(SideTables.NOTES, "other")).settled("four", NOW);

        var memory = new Memory(Optional.of(LABEL), Set.of("one"), Set.of("two"));
        assertThat(recall(NOW))
                .isEqualTo(
                        new Recalled(memory, Optional.empty(), Map.of("one", NOW.plusMillis(1)), Set.of(), Map.of()));
    }

    @Test
    void a_shard_without_checkpoint_that_was_not_up_to_date_for_almost_a_day_is_a_gap() {
        notes.begin(LABEL);
        notes.settled("one", NOW);
        notes.settled("two", NOW.minus(Duration.ofDays(9)));
        notes.finished("two");
        notes.settled("three", NOW.minus(Duration.ofDays(9)));
        new DynamoCheckpoint(store, about, "three").save(new Sequence(LABEL, BigInteger.TEN));

        assertThat(recall(NOW.plus(Duration.ofHours(22))).gap()).isEmpty();
        assertThat(recall(NOW.plus(Duration.ofHours(22)).plusMillis(1)).gap()).contains(new Gap.Stale(NOW));
    }

    @Test
    void notes_and_checkpoint_of_a_shard_leave_each_other_alone() {
        var checkpoint = new DynamoCheckpoint(store, about, "one");
        var position = new Sequence(LABEL, BigInteger.TEN);
        notes.settled("one", NOW);
        checkpoint.save(position);
        notes.finished("one");

        assertThat(checkpoint.load()).isEqualTo(new Looked.Seen<>(Optional.of(position)));
        assertThat(recall(NOW).memory().finished()).containsExactly("one");
    }

    private Recalled recall(Instant now) {
        if (notes.recall(now) instanceof Looked.Seen<Recalled>(Recalled recalled)) return recalled;
        throw new AssertionError("not recalled");
    }
}
