package dev.leeward.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.RandomRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteKillTest {
    private static final int ROUNDS = 6;
    private static final int MOST_LINES = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final long seed = RandomRecords.seed();

    @TempDir
    Path folder;

    @Test
    void whatever_was_said_to_be_durable_survives_a_kill_at_any_moment() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var file = folder.resolve("journal.db");
        for (int round = 0; round < ROUNDS; round++) {
            var said = saidBeforeKill(file, 1 + random.nextInt(MOST_LINES));
            try (var journal = opened(file)) {
                assertThat(journal.verify()).as("seed " + seed).isEmpty();
                assertThat(journal.lastSequence()).as("seed " + seed).isGreaterThanOrEqualTo(said.sequence());
                assertThat(journal.read(said.sequence() - 1, 1).getFirst().hash())
                        .as("seed " + seed)
                        .isEqualTo(said.hash());
                var last = journal.read(journal.lastSequence() - 1, 1).getFirst();
                assertThat(wholeBatch(last.event()))
                        .as("all or none, seed %d: %s", seed, last)
                        .isTrue();
            }
        }
    }

    @Test
    void a_disk_that_takes_no_more_fails_appends_and_loses_nothing() throws IOException {
        var file = folder.resolve("journal.db");
        // In the shell, since a process cannot limit the size of its own files: 4096 blocks of 512 bytes, which is less
        // than the write-ahead log grows to before it is written back.
        var command = List.of("sh", "-c", "ulimit -f 4096 && exec \"$0\" \"$@\"");
        var all = new ArrayList<>(command);
        all.addAll(java(file));
        try (var child = LocalProcess.start(folder, Map.of(), all)) {
            assertThat(child.exitCode(PATIENCE)).isNotZero();
            assertThat(child.output()).contains("Failed[problem=");
            var said = lastSaid(child.output());
            try (var journal = opened(file)) {
                assertThat(journal.lastSequence()).isEqualTo(said.sequence());
                assertThat(journal.verify()).isEmpty();
            }
        }
        assertThat(Files.size(file)).isPositive();
    }

    private Said saidBeforeKill(Path file, int lines) {
        try (var child = LocalProcess.start(folder, Map.of(), java(file))) {
            Await.until(
                    "the child said " + lines + " lines",
                    PATIENCE,
                    () -> !child.isAlive() || child.output().lines().count() >= lines);
            assertThat(SqliteJournal.open(new JournalFile(file, "test", "1.0")))
                    .isInstanceOfSatisfying(
                            SqliteOpening.Refused.class,
                            refused -> assertThat(refused.problem().sentence())
                                    .contains("process " + child.pid() + ", node child"));
            child.kill();
            return lastSaid(child.output());
        }
    }

    private static List<String> java(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                file.toString());
    }

    private static Said lastSaid(String output) {
        var whole = output.substring(0, output.lastIndexOf('\n') + 1);
        var words = whole.lines()
                .filter(line -> line.startsWith("durable "))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError("the child said nothing: " + output))
                .split(" ");
        return new Said(Long.parseLong(words[1]), words[2]);
    }

    private static boolean wholeBatch(Event event) {
        var words = ((Event.NodeStarted) event).node().split(" of ");
        return words[0].equals(words[1]);
    }

    private static SqliteJournal opened(Path file) {
        return switch (SqliteJournal.open(new JournalFile(file, "test", "1.0"))) {
            case SqliteOpening.Opened(SqliteJournal journal) -> journal;
            case SqliteOpening.Refused(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }

    private record Said(long sequence, String hash) {}
}
