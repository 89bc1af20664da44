package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.node.Trial.Due;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.Lan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three nodes, three members of etcd, two regions, two name servers, each on a host of its own network: whatever happens to
 * them, there is exactly one failover where one is due and none where none is, names end up as without the fault, and no
 * epoch is followed by a lower one. {@code -Dleeward.trials=all} plays all of them; {@code target/trials.md} has what came of them.
 */
@Timeout(600)
class PlacesIT {
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final Duration DOOM = Duration.ofSeconds(60);
    private static final List<String> TABLE = new ArrayList<>();
    private static Lan lan;

    @TempDir
    Path folder;

    @BeforeAll
    static void plugIn() {
        lan = ThreePlaces.hosts();
    }

    @AfterAll
    static void unplug() {
        if (lan != null) lan.close();
    }

    /** Some, or those that a word in their names picks out of all; {@code all} is every one. */
    static Stream<Trial> trials() {
        var wanted = System.getProperty("leeward.trials", "");
        if (wanted.isEmpty()) return Trials.some().stream();
        return Trials.all().stream()
                .filter(trial -> wanted.equals("all") || trial.name().contains(wanted));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trials")
    void whatever_happens_there_is_one_failover_where_one_is_due_and_none_where_none_is(Trial trial) throws Exception {
        try (var world = new ThreePlaces(lan, folder, trial.doom())) {
            long start = System.nanoTime();
            trial.fault().accept(world);
            if (!trial.doom().isEmpty()) Await.until("the leader's doom", DOOM, world::isDoomed);
            var moved = trial.due() == Due.AT_ONCE ? awaitMove(world, start) : Duration.ZERO;
            holds(world, trial.due() == Due.AT_ONCE, trial.lasts().minus(moved));
            world.lan.heal();
            trial.repair().accept(world);
            long repaired = System.nanoTime();
            if (trial.due() == Due.ONCE_REPAIRED) moved = awaitMove(world, repaired);
            holds(world, trial.due() != Due.NONE, AFTERWARDS);
            judge(world, trial.due() != Due.NONE);
            note("| %s | %s | %s |".formatted(trial.name(), trial.due().words, outcome(trial.due(), moved)));
        }
    }

    /** Written at once: a play of all of them is long. */
    private static void note(String row) throws IOException {
        System.out.println(row);
        TABLE.add(row);
        Files.write(Path.of("target", "trials.md"), TABLE);
    }

    private static Duration awaitMove(ThreePlaces world, long since) {
        world.awaitAnswer(world.west);
        var took = Duration.ofNanos(System.nanoTime() - since);
        world.awaitEndedWell();
        return took;
    }

    /** Names stay as they are for a while. */
    private static void holds(ThreePlaces world, boolean moved, Duration atLeast) {
        long until = System.nanoTime() + atLeast.toNanos();
        do {
            assertThat(world.answers(moved ? world.west : world.east))
                    .as("names lead to " + (moved ? "west" : "east"))
                    .isTrue();
        } while (System.nanoTime() < until);
    }

    private static void judge(ThreePlaces world, boolean moved) {
        assertThat(world.runs()).as("runs that began").isEqualTo(moved ? 1 : 0);
        assertThat(world.moves())
                .as("addresses that the primary took")
                .isEqualTo(moved ? List.of(world.west.address()) : List.of());
        assertThat(world.record())
                .as("as without the fault")
                .isEqualTo("www.shop.test. %s IN A %s"
                        .formatted(moved ? "1" : "2", moved ? world.west.address() : world.east.address()));
        assertThat(world.epochs())
                .as("epochs in the order in which they were written")
                .isSorted();
        if (moved) assertThat(world.epochs()).isNotEmpty();
    }

    private static String outcome(Due due, Duration moved) {
        return due == Due.NONE ? "nothing moved" : "moved after %.1f s".formatted(moved.toMillis() / 1000.0);
    }
}
