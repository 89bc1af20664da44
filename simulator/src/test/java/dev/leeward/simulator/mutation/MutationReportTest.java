package dev.leeward.simulator.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.simulator.mutation.MutationReport.Line;
import dev.leeward.simulator.play.Plays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each guard is switched off in turn, and something must show it. In every build the play or the seed that is kept for it
 * in {@code guards.txt}; with {@code -Dleeward.mutation=full} any play, or fresh seeds: {@code leeward.mutation.seeds} of them from {@code
 * leeward.mutation.first} on are played with all guards in place, to see in which of them each bites, and at most {@code
 * leeward.mutation.tries} of these without it. The report is in {@code target/mutation-report.md}.
 */
final class MutationReportTest {
    private static final int THREADS = 2;
    private static final int STAND_INS = 60;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Ledger ledger = new Ledger();

    @Test
    void every_guard_has_a_proof_of_its_absence_or_a_reason_why_there_is_none() {
        assertThat(ledger.guards())
                .containsExactlyInAnyOrderElementsOf(
                        Guards.all().stream().map(Guard::name).toList());
    }

    /** A kept seed means another world once the simulator changes; a few fresh ones then stand in for it. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void a_guard_that_is_switched_off_is_missed() throws Exception {
        var guards = Guards.all().stream()
                .filter(guard -> ledger.kept(guard).isPresent())
                .toList();
        try (var hunt = new Hunt()) {
            var report = report(guards, guard -> {
                var caught = ledger.kept(guard).flatMap(proof -> shown(hunt, guard, proof));
                return new Line(guard, OptionalInt.empty(), caught);
            });

            System.out.println(report.table());
            assertThat(report.missed()).as(report.sentences()).isEmpty();
        }
    }

    private static Optional<Catch> shown(Hunt hunt, Guard guard, Ledger.Proof proof) {
        return switch (proof.turn()) {
            case Turn.Staged _ -> hunt.shows(guard, proof);
            case Turn.Seed kept ->
                hunt.hunt(guard, List.of(kept), LONGEST).or(() -> hunt.hunt(guard, Hunt.turns(1, STAND_INS), LONGEST));
        };
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    @EnabledIfSystemProperty(named = "leeward.mutation", matches = "full")
    void plays_or_fresh_seeds_miss_every_guard() throws Exception {
        var turns = Hunt.turns(
                Long.getLong("leeward.mutation.first", 1_000_000), Integer.getInteger("leeward.mutation.seeds", 1_000));
        var tries = Integer.getInteger("leeward.mutation.tries", 100);
        var patrol = new Patrol(Guards.all(), turns, THREADS);
        try (var hunt = new Hunt()) {
            var report = report(Guards.all(), guard -> {
                var bitten = patrol.bitten(guard);
                var tried = bitten.stream().limit(tries).toList();
                var caught = hunt.hunt(guard, staged(), LONGEST).or(() -> hunt.hunt(guard, tried, LONGEST));
                return new Line(guard, OptionalInt.of(bitten.size()), caught);
            });

            var text = report.table() + "\n" + report.ledger() + "\n" + report.sentences();
            System.out.println(text);
            Files.writeString(Path.of("target", "mutation-report.md"), text);
            assertThat(report.missed())
                    .allSatisfy(guard ->
                            assertThat(ledger.unseen(guard)).as(guard.name()).isPresent());
        }
    }

    private static List<Turn.Staged> staged() {
        return Plays.names().stream().map(Turn.Staged::new).toList();
    }

    @FunctionalInterface
    private interface Trial {
        Line of(Guard guard);
    }

    private static MutationReport report(List<Guard> guards, Trial trial)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var futures = new ArrayList<Future<Line>>();
            for (var guard : guards) futures.add(threads.submit(() -> trial.of(guard)));
            var lines = new ArrayList<Line>();
            for (var future : futures) lines.add(future.get());
            return new MutationReport(lines);
        }
    }
}
