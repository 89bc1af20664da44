package dev.leeward.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VirtualCrewTest {
    @Test
    void never_does_more_steps_at_a_time_than_it_is_wide_and_finishes_all() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var over = new AtomicInteger();
        List<Work> works = IntStream.range(0, 50)
                .mapToObj(_ -> (Work) new Work() {
                    private int steps;

                    @Override
                    public Step step() {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        now.decrementAndGet();
                        if (steps++ < 3) return steps == 1 ? new Step.Rest(Duration.ofMillis(1)) : new Step.On();
                        over.incrementAndGet();
                        return new Step.Over();
                    }
                })
                .toList();
        new VirtualCrew(3).carryOut(works);
        assertThat(over).hasValue(50);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void a_mistake_in_a_piece_of_work_is_not_swallowed() {
        Work broken = () -> {
            throw new IllegalStateException("oops");
        };
        Work endless = () -> new Work.Step.Rest(Duration.ofDays(1));
        assertThatThrownBy(() -> new VirtualCrew(2).carryOut(List.of(broken, endless)))
                .hasRootCauseMessage("oops");
    }
}
