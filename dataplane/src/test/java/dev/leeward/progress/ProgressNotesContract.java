package dev.leeward.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.lag.LinkProgress;
import dev.leeward.lag.ProgressNote;
import dev.leeward.lag.ShardProgress;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every place where notes are left has to do. */
public abstract class ProgressNotesContract {
    private static final RegionName EAST = new RegionName("east");
    private static final RegionName NORTH = new RegionName("north");
    private static final RegionName WEST = new RegionName("west");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    /** The notes of region {@code west}, where nothing was left yet. */
    protected abstract ProgressNotes notes();

    @Test
    void before_anything_is_left_there_is_nothing() {
        assertThat(read("carts")).isEmpty();
    }

    @Test
    void what_is_left_is_read_as_it_was() {
        var note = note(
                EAST,
                "carts",
                new ShardProgress.Behind(NOW.minusMillis(1_500), 17),
                new ShardProgress.AtTip(NOW.minusMillis(20), Duration.ofSeconds(1)),
                new ShardProgress.Finished(),
                new ShardProgress.Unknown("a gap: \"quoted\""));
        leave(note);
        assertThat(read("carts")).containsExactly(note);
    }

    @Test
    void of_each_table_and_region_only_the_last_one_counts() {
        leave(note(EAST, "carts", new ShardProgress.Behind(NOW, 1)));
        var last = note(EAST, "carts", new ShardProgress.Behind(NOW, 2));
        leave(last);
        var other = note(NORTH, "carts", new ShardProgress.Behind(NOW, 3));
        leave(other);
        leave(note(EAST, "stock", new ShardProgress.Behind(NOW, 4)));

        assertThat(read("carts")).containsExactlyInAnyOrder(last, other);
    }

    @Test
    void of_many_shards_the_slowest_are_named_and_the_whole_says_the_same() {
        var shards = new ArrayList<ShardProgress>();
        for (int i = 0; i < 300; i++) shards.add(new ShardProgress.Behind(NOW.minusSeconds(i), 2));
        var note = new ProgressNote(new LinkProgress(EAST, WEST, "carts", shards), NOW, 12.5);
        leave(note);

        var read = read("carts").getFirst().progress();
        assertThat(read.safeTime()).contains(NOW.minusSeconds(299));
        assertThat(read.unapplied()).isEqualTo(600);
        assertThat(read.shards()).hasSizeLessThan(20);
    }

    private static ProgressNote note(RegionName from, String table, ShardProgress... shards) {
        return new ProgressNote(new LinkProgress(from, WEST, table, List.of(shards)), NOW, 12.5);
    }

    private void leave(ProgressNote note) {
        assertThat(notes().leave(note)).isEmpty();
    }

    private List<ProgressNote> read(String table) {
        if (notes().read(table) instanceof Looked.Seen<List<ProgressNote>>(var read)) return read;
        throw new AssertionError("not read");
    }
}
