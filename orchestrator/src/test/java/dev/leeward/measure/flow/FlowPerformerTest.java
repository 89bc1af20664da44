package dev.leeward.measure.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.probe.Check.Expectation;
import dev.leeward.probe.Check.TlsPolicy;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.Template;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FlowPerformerTest {
    private static final Duration LIMIT = Duration.ofSeconds(7);
    private static final PhaseTimings TOOK = PhaseTimings.ofTotal(Duration.ofMillis(840));
    private static final RegionName THERE = new RegionName("eu-central");

    @Test
    void the_flow_of_the_region_that_takes_over_is_the_proof_and_says_how_long_it_took() {
        var seen = new Recorded(new Sighting.Healthy(TOOK, List.of()));
        assertThat(perform(seen, Way.TAKE, THERE))
                .isEqualTo(new Outcome.Applied("flow buy in eu-central: 1 steps in 840 ms"));
        assertThat(seen.asked.orElseThrow().timeout()).isEqualTo(LIMIT);
        assertThat(seen.asked.orElseThrow().check().summary()).endsWith(" by 198.51.100.1");
    }

    @Test
    void whatever_else_is_seen_nothing_was_changed_and_it_may_be_tried_again() {
        var failing = new Sighting.Failing(FailureKind.BAD_STATUS, "step 1 of 1, pay: status 503", TOOK);
        assertThat(perform(new Recorded(failing), Way.TAKE, THERE))
                .isInstanceOfSatisfying(Outcome.Untouched.class, it -> {
                    assertThat(it.problem().retryable()).isTrue();
                    assertThat(it.problem().code()).isEqualTo(FaultCode.REJECTED);
                    assertThat(it.problem().sentence()).contains("checkout", "buy", "eu-central", "status 503");
                });
        var blind = new Sighting.Inconclusive("no resolver", TOOK);
        assertThat(perform(new Recorded(blind), Way.TAKE, THERE))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        it -> assertThat(it.problem().retryable()).isTrue());
    }

    @Test
    void a_region_without_a_flow_and_a_proof_that_is_to_be_taken_back_are_mistakes() {
        var seen = new Recorded(new Sighting.Healthy(TOOK, List.of()));
        for (var outcome :
                List.of(perform(seen, Way.TAKE_BACK, THERE), perform(seen, Way.TAKE, new RegionName("us-east")))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            it -> assertThat(it.problem().retryable()).isFalse());
        }
    }

    private static Outcome perform(Prober prober, Way way, RegionName to) {
        var step = new UserFlow.Step(
                "pay",
                "GET",
                Template.of("/"),
                Map.of(),
                Optional.empty(),
                Expectation.any2xx(),
                0,
                List.of(),
                Optional.empty());
        var flow = new UserFlow(
                "buy",
                URI.create("https://shop.example.com"),
                Optional.of("198.51.100.1"),
                TlsPolicy.strict(),
                List.of(step));
        try (var performer = new FlowPerformer(Map.of(THERE, flow), prober)) {
            return performer.perform(
                    new MeasureOrder(
                            new ServiceName("shop"),
                            new MeasureId("checkout"),
                            Measure.Kind.PROOF,
                            way,
                            to,
                            new RegionName("us-west"),
                            to,
                            new Epoch(7),
                            "shop-7/1-checkout"),
                    LIMIT);
        }
    }

    private static final class Recorded implements Prober {
        private final Sighting answer;
        private Optional<Probe> asked = Optional.empty();

        Recorded(Sighting answer) {
            this.answer = answer;
        }

        @Override
        public void look(Probe probe, Consumer<Sighting> sink) {
            asked = Optional.of(probe);
            sink.accept(answer);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
