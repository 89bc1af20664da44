package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Moves that fence, set, prove and steer, with programs that leave a trace: real nginx, BIND and a node of its own. */
@Timeout(600)
class RunBookIT {
    /** Keeps what stands in one file for each measure and region, and a line for each call. */
    private static final String PROGRAM = """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 75
            test ! -e "$LEEWARD_MEASURE.fails" || { echo broken >&2; exit 1; }
            echo "$LEEWARD_MEASURE $LEEWARD_WAY $LEEWARD_REGION $LEEWARD_OPERATION" >> calls
            if [ "$LEEWARD_WAY" = take ]; then echo "$LEEWARD_EPOCH" > "$LEEWARD_MEASURE.$LEEWARD_REGION"
            else rm -f "$LEEWARD_MEASURE.$LEEWARD_REGION"; fi
            echo done
            """;

    private static final String RUN_BOOK = """
                run-book:
                  - fence: {name: writers, take: [./measure], take-back: [./measure], limit: 5s}
                  - settings: {name: data, take: [./measure], take-back: [./measure], limit: 5s}
                  - proof: {name: checkout, take: [./measure], limit: 5s}
                  - steer
                  - command: {name: cache, take: [./measure], limit: 5s}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void program() throws IOException {
        var program = Files.writeString(folder.resolve("measure"), PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_failover_fences_and_prepares_before_it_steers_and_the_way_home_opens_home_again() {
        try (var world = world()) {
            var node = world.startNode();
            world.awaitReady(node);
            world.east.kill();
            world.awaitAnswer(TwoRegions.AWAY);
            world.awaitSucceeded("shop-1");
            assertThat(calls())
                    .containsExactly(
                            "writers take us-east shop-1/1-writers",
                            "data take eu-central shop-1/2-data",
                            "checkout take eu-central shop-1/3-checkout",
                            "cache take eu-central shop-1/6-cache");
            assertThat(stands("writers", "us-east")).isTrue();

            world.east.restart();
            world.awaitReady(node);
            Await.until(
                    "home to be stable enough",
                    Duration.ofSeconds(30),
                    () -> world.order("{\"order\":\"failback\"}").contains("\"accepted\":true"));
            world.awaitAnswer(TwoRegions.HOME);
            world.awaitSucceeded("shop-2");
            assertThat(stands("writers", "us-east")).as("home is open").isFalse();
            assertThat(stands("writers", "eu-central")).isTrue();
            assertThat(calls())
                    .containsSubsequence(
                            "writers take eu-central shop-2/4-writers",
                            "writers take-back us-east shop-2/5-release/writers",
                            "data take us-east shop-2/6-data");
        }
    }

    @Test
    void users_are_not_sent_where_the_proof_fails_and_the_old_region_is_opened_again() throws IOException {
        Files.writeString(folder.resolve("checkout.fails"), "");
        try (var world = world()) {
            world.awaitReady(world.startNode());
            world.east.kill();
            Await.until(
                    "the move to be taken back",
                    Duration.ofSeconds(60),
                    () -> world.journal().contains("taken-back"));
            assertThat(world.answers(TwoRegions.HOME)).isTrue();
            assertThat(calls())
                    .containsSubsequence(
                            "writers take us-east shop-1/1-writers",
                            "data take eu-central shop-1/2-data",
                            "data take-back eu-central shop-1/8-undo/data",
                            "writers take-back us-east shop-1/9-release/writers");
        }
    }

    @Test
    void a_node_killed_right_after_any_append_of_a_run_with_measures_ends_it_as_if_nothing_had_happened() {
        try (var world = world()) {
            for (int n = 1; n <= 6; n++) crashAndRecover(world, n);
        }
    }

    private void crashAndRecover(TwoRegions world, int append) {
        world.reset();
        forget();
        var doomed = world.startNode("after", Integer.toString(append));
        world.awaitReady(doomed);
        world.east.kill();
        assertThat(doomed.exitCode(Duration.ofSeconds(40)))
                .as("killed after %d", append)
                .isNotZero();
        world.startNode();
        world.awaitAnswer(TwoRegions.AWAY);
        world.awaitSucceeded("shop-1");
        assertThat(stands("writers", "us-east")).as("after %d", append).isTrue();
        assertThat(stands("data", "eu-central")).as("after %d", append).isTrue();
        world.east.restart();
    }

    private TwoRegions world() {
        return new TwoRegions(folder, "{path: journal.db}", RUN_BOOK);
    }

    private boolean stands(String measure, String region) {
        return Files.exists(folder.resolve(measure + "." + region));
    }

    private void forget() {
        try {
            for (var name : List.of("calls", "writers.us-east", "data.eu-central")) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> calls() {
        try {
            return Files.readAllLines(folder.resolve("calls"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
