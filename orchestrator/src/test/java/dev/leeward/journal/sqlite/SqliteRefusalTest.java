package dev.leeward.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.Chain;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRefusalTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void only_the_owner_can_read_what_is_made() throws IOException {
        var made = folder.resolve("var/lib");
        try (var journal = opened(made.resolve("journal.db"))) {
            append(journal, 3);
            assertThat(permissions(made)).isEqualTo("rwx------");
            try (var files = Files.list(made)) {
                assertThat(files)
                        .hasSize(4)
                        .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void a_second_orchestrator_is_told_who_writes() throws IOException {
        var file = folder.resolve("journal.db");
        try (var journal = opened(file)) {
            append(journal, 1);
            assertThat(Files.readString(folder.resolve("journal.db.lock")))
                    .contains("process " + ProcessHandle.current().pid(), "node node-a");
            assertThat(refused(file).code()).isEqualTo(FaultCode.CONFLICT);
            assertThat(refused(folder.resolve("./journal.db")).code()).isEqualTo(FaultCode.CONFLICT);
        }
    }

    @Test
    void a_writer_that_lost_its_lock_file_still_cannot_mix_its_lines_with_anothers() throws IOException {
        var file = folder.resolve("journal.db");
        try (var journal = opened(file)) {
            append(journal, 2);
            // What another process could do that found no lock file.
            new SqliteJournalTest.FilePlace(file)
                    .damage("UPDATE chain SET head_sequence = 3, head_hash = '" + Chain.GENESIS + "'");
            assertThat(journal.append(2, NOON, events(1))).isEqualTo(new Appended.Conflict(3));
            assertThat(journal.read(0, 10)).hasSize(2);
        }
    }

    @Test
    void a_file_that_is_no_database_is_left_alone() throws IOException {
        var file = folder.resolve("journal.db");
        Files.writeString(file, "Dear diary, ".repeat(1_000));
        assertThat(refused(file).sentence()).contains("is not a journal of Leeward");
        assertThat(Files.readString(file)).isEqualTo("Dear diary, ".repeat(1_000));
    }

    @Test
    void a_database_of_another_program_is_left_alone() throws IOException {
        var file = folder.resolve("journal.db");
        new SqliteJournalTest.FilePlace(file).damage("CREATE TABLE songs (name TEXT)");
        var before = Files.readAllBytes(file);
        assertThat(refused(file).sentence()).contains("is not a journal of Leeward");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void a_damaged_file_is_refused() throws IOException {
        var file = folder.resolve("journal.db");
        try (var journal = opened(file)) {
            for (int i = 0; i < 50; i++) append(journal, 10);
        }
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8_192, bytes.length - 4_096, (byte) 0x5a);
        Files.write(file, bytes);
        assertThat(refused(file))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(FaultCode.GARBLED))
                .satisfies(problem -> assertThat(problem.sentence()).contains("Restore the file from a backup"));
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void a_file_that_was_cut_off_is_refused() throws IOException {
        var file = folder.resolve("journal.db");
        try (var journal = opened(file)) {
            for (int i = 0; i < 50; i++) append(journal, 10);
        }
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(12_288);
        }
        assertThat(refused(file).code()).isEqualTo(FaultCode.GARBLED);
    }

    @Test
    void a_newer_layout_is_refused_and_names_the_version() {
        var file = folder.resolve("journal.db");
        opened(file).close();
        new SqliteJournalTest.FilePlace(file).damage("UPDATE chain SET written_by = '7.5'");
        new SqliteJournalTest.FilePlace(file).damage("PRAGMA user_version = 2");
        assertThat(refused(file).sentence()).contains("has layout 2, this version knows 1. Leeward 7.5 wrote it");
    }

    @Test
    void an_event_of_a_newer_version_is_refused_and_names_the_version() {
        var file = folder.resolve("journal.db");
        try (var journal = opened(file)) {
            append(journal, 1);
        }
        var line = "{\"at\":\"2026-03-01T12:00:00Z\",\"event\":{\"type\":\"region-drained\"},\"sequence\":1}";
        var hash = Chain.hash(Chain.GENESIS, line);
        var place = new SqliteJournalTest.FilePlace(file);
        place.damage("UPDATE entry SET line = '%s', hash = '%s'".formatted(line, hash));
        place.damage("UPDATE chain SET written_by = '7.5', head_hash = '%s'".formatted(hash));
        assertThat(refused(file).sentence())
                .contains("line 1 is not understood: event: unknown type 'region-drained'", "Leeward 7.5 wrote");
        try (var reader = reader(file)) {
            assertThat(reader.verify()).isEmpty();
            assertThat(reader.lines(0, 5).getFirst().text()).isEqualTo(line);
        }
    }

    @Test
    void a_snapshot_that_does_not_fit_the_chain_is_refused() {
        var file = folder.resolve("journal.db");
        try (var journal = opened(file)) {
            append(journal, 3);
            journal.keep(new Snapshot(2, "0".repeat(64), Projection.EMPTY), 10);
        }
        assertThat(refused(file).sentence()).contains("line 2 is not the one the snapshot was taken at");
    }

    @Test
    void a_folder_that_cannot_be_made_or_written_is_refused() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        assertThat(refused(folder.resolve("file/journal.db")).code()).isEqualTo(FaultCode.MISCONFIGURED);
        assertThat(refused(Path.of("/proc/leeward/journal.db")).sentence()).contains("/proc/leeward");
        Files.createDirectory(folder.resolve("journal.db"));
        assertThat(refused(folder.resolve("journal.db")).sentence()).contains("journal.db");
    }

    @Test
    void a_full_disk_fails_the_append_for_certain_and_passes() {
        var file = folder.resolve("journal.db");
        var small = new JournalFile(file, "node-a", "1.0", 200_000);
        long written;
        try (var journal = ((SqliteOpening.Opened) SqliteJournal.open(small)).journal()) {
            Appended last;
            do {
                last = journal.append(journal.lastSequence(), NOON, events(20));
            } while (last instanceof Appended.Done);
            written = journal.lastSequence();
            assertThat(last).isInstanceOfSatisfying(Appended.Failed.class, failed -> {
                assertThat(failed.problem().code()).isEqualTo(FaultCode.EXHAUSTED);
                assertThat(failed.problem().retryable()).isTrue();
            });
            assertThat(journal.read(written - 1, 10)).hasSize(1);
            assertThat(journal.verify()).isEmpty();
            var head = journal.read(written - 1, 1).getFirst();
            journal.keep(new Snapshot(written, head.hash(), Projection.EMPTY), 10);
            append(journal, 20);
            assertThat(journal.verify()).isEmpty();
        }
        try (var journal = opened(file)) {
            assertThat(journal.lastSequence()).isEqualTo(written + 20);
        }
    }

    @Test
    void an_event_too_large_for_any_page_of_a_person_is_refused_and_the_next_one_is_not() {
        try (var journal = opened(folder.resolve("journal.db"))) {
            var large = List.<Event>of(new Event.NodeStarted("x".repeat(2 << 20), "1"));
            assertThat(journal.append(0, NOON, large)).isInstanceOf(Appended.Failed.class);
            append(journal, 1);
        }
    }

    @Test
    void readers_see_what_is_appended_while_the_orchestrator_writes() {
        var file = folder.resolve("journal.db");
        assertThat(SqliteJournalReader.open(file)).isInstanceOf(SqliteJournalReader.Reading.Refused.class);
        try (var journal = opened(file);
                var reader = reader(file)) {
            assertThat(reader.lastSequence()).isZero();
            append(journal, 5);
            assertThat(reader.lastSequence()).isEqualTo(5);
            assertThat(reader.read(3, 10)).isEqualTo(journal.read(3, 10));
            assertThat(reader.verify()).isEmpty();
        }
        try (var reader = reader(file)) {
            assertThat(reader.read(0, 10)).hasSize(5);
            assertThat(reader.snapshot()).isEmpty();
        }
    }

    private static SqliteJournal opened(Path file) {
        return switch (SqliteJournal.open(new JournalFile(file, "node-a", "1.0"))) {
            case SqliteOpening.Opened(SqliteJournal journal) -> journal;
            case SqliteOpening.Refused(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }

    private static SqliteJournalReader reader(Path file) {
        return switch (SqliteJournalReader.open(file)) {
            case SqliteJournalReader.Reading.Opened(SqliteJournalReader reader) -> reader;
            case SqliteJournalReader.Reading.Refused(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }

    private static Problem refused(Path file) {
        return switch (SqliteJournal.open(new JournalFile(file, "node-b", "1.0"))) {
            case SqliteOpening.Opened(SqliteJournal journal) ->
                throw new AssertionError("opened at " + journal.lastSequence());
            case SqliteOpening.Refused(Problem problem) -> problem;
        };
    }

    private static void append(SqliteJournal journal, int count) {
        assertThat(journal.append(journal.lastSequence(), NOON, events(count))).isInstanceOf(Appended.Done.class);
    }

    private static List<Event> events(int count) {
        return Collections.nCopies(count, new Event.NodeStarted("node-a", "1.0"));
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
