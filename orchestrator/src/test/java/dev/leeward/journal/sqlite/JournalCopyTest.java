package dev.leeward.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.format.ChainCheck;
import dev.leeward.format.Lines;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.relocation.Occupancy;
import dev.leeward.relocation.RelocationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy that a node keeps of a journal elsewhere: whole, bounded, and never worse than before. */
final class JournalCopyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void it_follows_and_says_how_old_it_is() throws Exception {
        fill("source", 0, 5);
        try (var copy = copy()) {
            assertThat(update(copy, "source", NOON)).isEqualTo(5);
            assertThat(update(copy, "source", NOON.plusSeconds(5))).isZero();
            assertThat(JournalCopy.asOf(path("copy"))).contains(NOON);
            update(copy, "source", NOON.plusSeconds(10));
            assertThat(JournalCopy.asOf(path("copy"))).contains(NOON.plusSeconds(10));
            fill("source", 5, 7);
            assertThat(update(copy, "source", NOON.plusSeconds(11))).isEqualTo(2);
        }
        assertThat(lines("copy")).isEqualTo(lines("source"));
        try (var copy = copy()) {
            assertThat(update(copy, "source", NOON)).as("after a restart").isZero();
        }
    }

    @Test
    void no_node_starts_on_it() throws Exception {
        fill("source", 0, 2);
        try (var copy = copy()) {
            update(copy, "source", NOON);
        }
        assertThat(SqliteJournal.open(file("copy"))).isInstanceOf(SqliteOpening.Refused.class);
        try (var chain = new FileHome(file("copy")).look()) {
            assertThat(chain.occupancy()).isEqualTo(new Occupancy.Backup("the source"));
        }
    }

    @Test
    void it_begins_anew_with_the_newest_snapshot_before_it_grows_too_large() throws Exception {
        fill("source", 0, 2_000);
        try (var copy = copy()) {
            assertThat(update(copy, "source", NOON)).isEqualTo(2_000);
            fill("source", 2_000, 3_100);
            snapshot("source", 3_000);
            assertThat(update(copy, "source", NOON)).isEqualTo(100);
        }
        try (var chain = new FileHome(file("copy")).look()) {
            assertThat(chain.ends().baseSequence()).isEqualTo(3_000);
            assertThat(chain.ends().head().sequence()).isEqualTo(3_100);
            assertThat(chain.snapshot()).isNotEmpty();
            assertThat(new ChainCheck<>(chain, true).flaw()).isEmpty();
        }
    }

    @Test
    void lines_that_the_journal_has_lost_are_kept_aside() throws Exception {
        fill("source", 0, 9);
        fill("reset", 0, 3);
        try (var copy = copy()) {
            update(copy, "source", NOON);
            assertThat(update(copy, "reset", NOON)).isEqualTo(3);
        }
        assertThat(lines("copy")).hasSize(3);
        Files.move(folder.resolve("copy.db.before"), path("before"));
        assertThat(lines("before")).isEqualTo(lines("source"));
    }

    @Test
    void what_does_not_chain_is_not_taken_in() throws Exception {
        fill("source", 0, 4);
        try (var copy = copy()) {
            update(copy, "source", NOON);
            fill("source", 4, 6);
            tamper();
            assertThatThrownBy(() -> update(copy, "source", NOON))
                    .isInstanceOf(RelocationException.class)
                    .hasMessageContaining("line 6 of the source does not chain");
        }
        assertThat(lines("copy")).hasSize(4);
    }

    private void tamper() throws Exception {
        try (var custody = new FileHome(file("source")).takeFile()) {
            Database.execute(
                    custody.connection(),
                    "UPDATE entry SET line = replace(line, 'node-6', 'node-x') WHERE sequence = 6");
        }
    }

    private JournalCopy copy() throws RelocationException {
        return JournalCopy.open(file("copy"), "the source");
    }

    private int update(JournalCopy copy, String source, Instant now) throws RelocationException {
        try (var chain = new FileHome(file(source)).look()) {
            return copy.update(chain, now);
        }
    }

    private void fill(String name, int from, int to) {
        try (var journal = open(name)) {
            var events = new ArrayList<Event>();
            for (int i = from + 1; i <= to; i++) events.add(new Event.NodeStarted("node-" + i, "1.0"));
            assertThat(journal.append(from, NOON, events)).isInstanceOf(Appended.Done.class);
        }
    }

    private void snapshot(String name, long sequence) {
        try (var journal = open(name)) {
            var hash = journal.read(sequence - 1, 1).getFirst().hash();
            journal.keep(new Snapshot(sequence, hash, Projection.EMPTY), 1_000);
        }
    }

    private SqliteJournal open(String name) {
        return switch (SqliteJournal.open(file(name))) {
            case SqliteOpening.Opened opened -> opened.journal();
            case SqliteOpening.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    private List<Lines.Line> lines(String name) throws RelocationException {
        try (var chain = new FileHome(file(name)).look()) {
            return chain.lines(chain.ends().baseSequence(), 10_000);
        }
    }

    private JournalFile file(String name) {
        return new JournalFile(path(name), "node", "1.0");
    }

    private Path path(String name) {
        return folder.resolve(name + ".db");
    }
}
