package dev.leeward.decision;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.health.RegionHealth;
import dev.leeward.health.Verdict;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the situation: the engine answers, always the same, and never against the invariants. */
final class DecisionPropertyTest {
    private static final List<RegionName> REGIONS = List.of(EAST, WEST, NORTH);

    @Test
    void no_situation_makes_the_engine_throw_or_act_against_the_invariants() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int moves = 0;
        for (int i = 0; i < 20_000; i++) {
            var given = any(random);
            var s = given.situation();
            var decision = given.decide();
            var name = "seed %d, #%d: %s in %s".formatted(seed, i, decision, s);
            assertThat(decision).as(name).isEqualTo(given.decide());
            assertThat(decision.reason().sentence()).as(name).isNotBlank();
            var to = target(decision);
            if (to.isPresent()) {
                moves++;
                check(s, decision, to.get(), name);
            }
            if (s.health().stream().noneMatch(h -> h.verdict() == Verdict.HEALTHY)) {
                assertThat(to).as("S7: %s", name).isEmpty();
            }
        }
        assertThat(moves).as("seed %d tries moves at all", seed).isGreaterThan(1_000);
    }

    private static void check(Situation s, Decision decision, RegionName to, String name) {
        var target = s.healthOf(to).orElseThrow();
        assertThat(isReady(target, s)).as("S5: %s", name).isTrue();
        if (s.order().isPresent()) return;
        var active = s.active().flatMap(s::healthOf).orElseThrow();
        assertThat(active.verdict()).as("S6: %s", name).isNotEqualTo(Verdict.UNKNOWN);
        if (s.approved().isPresent()) return;
        assertThat(s.pausedBy()).as("S15: %s", name).isEmpty();
        long automatic = s.past().stream()
                .filter(t -> t.automatic() && t.movedAnything() && t.kind().movesTraffic())
                .filter(t -> t.completedAt()
                        .isAfter(s.now().minus(s.service().failover().budgetWindow())))
                .count();
        assertThat(automatic)
                .as("S8: %s", name)
                .isLessThan(s.service().failover().budget());
        assertThat(s.past())
                .as("S8: %s", name)
                .noneMatch(t -> t.movedAnything()
                        && t.kind().movesTraffic()
                        && t.completedAt()
                                .isAfter(s.now().minus(s.service().failover().dwell())));
        if (decision instanceof Decision.FailBack) {
            var stable = Duration.between(target.since(), s.now());
            assertThat(stable)
                    .as("S9: %s", name)
                    .isGreaterThanOrEqualTo(s.service().failback().stableFor());
            assertThat(s.copies().isEmpty()).as("S9: %s", name).isTrue();
            assertThat(s.service().failover().maxLoss()).as("S9: %s", name).isEmpty();
        }
        if (decision instanceof Decision.FailOver) {
            assertThat(active.verdict()).as("S6: %s", name).isEqualTo(Verdict.UNHEALTHY);
            assertThat(s.service().failover().maxLoss()).as("S11: %s", name).isEmpty();
            assertThat(s.service().failover().mode())
                    .as(name)
                    .isIn(FailoverPolicy.Mode.AUTOMATIC, FailoverPolicy.Mode.SHADOW);
        }
    }

    private static boolean isReady(RegionHealth region, Situation s) {
        var fresh =
                !region.freshAt().isBefore(s.now().minus(s.service().detection().freshFor()));
        return region.verdict() == Verdict.HEALTHY
                && fresh
                && region.probes().stream()
                        .noneMatch(p -> p.last().orElseThrow().sighting() instanceof Sighting.Failing);
    }

    private static Optional<RegionName> target(Decision decision) {
        return switch (decision) {
            case Decision.FailOver d -> Optional.of(d.to());
            case Decision.SwitchOver d -> Optional.of(d.to());
            case Decision.FailBack d -> Optional.of(d.to());
            case Decision.Hold _, Decision.AskHuman _, Decision.Settle _, Decision.Release _ -> Optional.empty();
        };
    }

    private static Given any(Random random) {
        var given =
                new Given().in(EAST, WEST, NORTH).with(policy(random)).with(pick(random, FailbackPolicy.Mode.values()));
        for (var region : REGIONS) any(given, region, random);
        if (random.nextInt(3) > 0) given.active(REGIONS.get(random.nextInt(3)));
        if (random.nextInt(20) == 0) given.activeUnknown();
        if (random.nextInt(4) == 0) given.startedAgo(Duration.ofSeconds(random.nextInt(20)));
        if (random.nextInt(5) == 0) given.running(pick(random, RunKind.values()), random.nextBoolean());
        if (random.nextInt(5) == 0) given.paused();
        if (random.nextInt(5) == 0) given.misplaced();
        if (random.nextInt(4) == 0) given.unsettledFor(Duration.ofMinutes(random.nextInt(10)));
        for (int i = random.nextInt(5); i > 0; i--) {
            var ago = Duration.ofMinutes(random.nextInt(random.nextBoolean() ? 15 : 3_000));
            given.moved(pick(random, RunKind.values()), random.nextBoolean(), random.nextInt(3) > 0, ago);
        }
        if (random.nextInt(4) == 0) order(given, random);
        if (random.nextInt(4) == 0) {
            given.approved(
                    pick(random, RunKind.values()), REGIONS.get(random.nextInt(3)), REGIONS.get(random.nextInt(3)));
        }
        return given;
    }

    private static void any(Given given, RegionName region, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> given.down(region);
            case 2 -> given.unseen(region, Duration.ofSeconds(random.nextInt(60)));
            case 3 -> given.stale(region);
            case 4 -> given.suspect(region);
            case 5 -> given.healthyFor(region, Duration.ofSeconds(random.nextInt(240)));
            default -> {
                // Healthy for a day.
            }
        }
    }

    private static void order(Given given, Random random) {
        var kind =
                List.of(RunKind.FAILOVER, RunKind.SWITCHOVER, RunKind.FAILBACK).get(random.nextInt(3));
        var force = random.nextBoolean() ? Rule.values() : new Rule[0];
        if (random.nextBoolean()) {
            given.ordered(kind, force);
        } else {
            given.ordered(kind, REGIONS.get(random.nextInt(3)), force);
        }
    }

    private static FailoverPolicy policy(Random random) {
        return new FailoverPolicy(
                pick(random, FailoverPolicy.Mode.values()),
                Duration.ofMinutes(random.nextInt(20)),
                random.nextInt(4),
                Duration.ofHours(24),
                random.nextInt(5) == 0 ? Optional.of(Duration.ofSeconds(30)) : Optional.empty(),
                Duration.ofMinutes(5));
    }

    private static <T> T pick(Random random, T[] all) {
        return List.of(all).get(random.nextInt(all.length));
    }
}
