package dev.leeward.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.health.HostLook.Seen;
import dev.leeward.config.host.HostCheck;
import dev.leeward.config.host.HostCheck.What;
import dev.leeward.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void a_look_that_hangs_makes_a_check_stale_and_stale_is_not_well() {
        var hang = new AtomicBoolean();
        var check = check("shop", Duration.ofMillis(20), Duration.ofMillis(30));
        try (var rounds = Rounds.start(List.of(check), _ -> _ -> {
            if (hang.get()) new CountDownLatch(1).await();
            return Seen.well("fine");
        })) {
            var health = new HostHealth(rounds::states, Optional::empty);
            Await.until("it is well", BOUND, () -> health.now().serves());
            hang.set(true);
            Await.until(
                    "it is not called well any more", BOUND, () -> !health.now().serves());
            assertThat(rounds.states().getFirst().seen()).contains(Seen.well("fine"));
            assertThat(health.now().sentence()).contains("the newest look is");
        }
    }

    @Test
    void before_the_first_look_nothing_is_well_and_without_checks_everything_is() {
        var check = check("shop", Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (var rounds = Rounds.start(List.of(check), _ -> _ -> {
                    new CountDownLatch(1).await();
                    return Seen.well("never");
                });
                var none = Rounds.start(List.of(), _ -> _ -> Seen.well("never"))) {
            assertThat(new HostHealth(rounds::states, Optional::empty).now().serves())
                    .isFalse();
            assertThat(new HostHealth(none::states, Optional::empty).now().serves())
                    .isTrue();
        }
    }

    @Test
    void a_fresh_look_began_after_it_was_asked_for() throws InterruptedException {
        var looks = new AtomicInteger();
        var check = check("shop", Duration.ofHours(1), Duration.ofSeconds(1));
        try (var rounds = Rounds.start(List.of(check), _ -> _ -> Seen.well("look " + looks.incrementAndGet()))) {
            Await.until("the first look", BOUND, () -> looks.get() == 1);
            var fresh = rounds.afresh(List.of("shop"), BOUND);
            assertThat(fresh).hasSize(1).allMatch(CheckState::well);
            assertThat(looks.get()).isGreaterThan(1);
        }
    }

    private static HostCheck check(String id, Duration interval, Duration timeout) {
        return new HostCheck(id, new What.PidFile(Path.of("none")), interval, timeout);
    }
}
