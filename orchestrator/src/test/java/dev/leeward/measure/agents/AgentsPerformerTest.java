package dev.leeward.measure.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agents.AgentAnswer;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.AgentStanding;
import dev.leeward.agents.Agents;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AgentsPerformerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("eu-central");
    private static final Outcome APPLIED = new Outcome.Applied("maintenance is on");
    private static final Problem BUSY = Problem.passing(FaultCode.UNAVAILABLE, "busy");

    /** Agents that answer at once with what they are told to, or never. */
    private static final class Crowd implements Agents {
        final List<AgentOrder> orders = new ArrayList<>();
        final SortedMap<String, AgentAnswer> answers = new TreeMap<>();
        Optional<Problem> refusal = Optional.empty();

        @Override
        public Optional<Problem> order(ServiceName service, RegionName region, AgentOrder order) {
            orders.add(order);
            return refusal;
        }

        @Override
        public void withdraw(String operationId) {
            throw new AssertionError("orders stay for whoever comes back");
        }

        @Override
        public SortedMap<String, AgentAnswer> outcome(ServiceName service, RegionName region, String operationId) {
            return answers;
        }

        @Override
        public List<AgentStanding> known(ServiceName service, RegionName region) {
            return List.of();
        }
    }

    private final Crowd crowd = new Crowd();
    private final AgentsPerformer performer =
            new AgentsPerformer(crowd, Map.of(WEST, Map.of("DYNAMODB_REGION", "eu-central-1")));

    @Test
    void a_measure_is_taken_once_every_agent_has_taken_it() {
        crowd.answers.put("web-1", new AgentAnswer.Told(APPLIED));
        crowd.answers.put("web-2", new AgentAnswer.Told(APPLIED));
        assertThat(performer.perform(fence(Way.TAKE), SHORT))
                .isEqualTo(new Outcome.Applied("web-1: maintenance is on; web-2: maintenance is on"));
        assertThat(crowd.orders).singleElement().isInstanceOf(AgentOrder.Fence.class);
        assertThat(crowd.orders.getFirst().operationId()).isEqualTo("shop-7/1-fence-agents");
        assertThat(crowd.orders.getFirst().epoch()).isEqualTo(new Epoch(7));
    }

    @Test
    void an_agent_that_says_nothing_may_have_taken_it_and_is_named() {
        crowd.answers.put("web-1", new AgentAnswer.Told(APPLIED));
        crowd.answers.put("web-2", new AgentAnswer.NotHeard());
        assertThat(performer.perform(fence(Way.TAKE), SHORT))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        it -> assertThat(it.problem().sentence()).contains("web-2 has not answered"));
    }

    @Test
    void where_all_of_them_refused_nothing_was_done() {
        crowd.answers.put("web-1", new AgentAnswer.Told(new Outcome.Untouched(BUSY)));
        assertThat(performer.perform(fence(Way.TAKE), SHORT))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        it -> assertThat(it.problem().retryable()).isTrue());
    }

    @Test
    void where_some_of_them_refused_it_is_half_done() {
        crowd.answers.put("web-1", new AgentAnswer.Told(APPLIED));
        crowd.answers.put("web-2", new AgentAnswer.Told(new Outcome.Untouched(BUSY)));
        assertThat(performer.perform(fence(Way.TAKE), SHORT)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void an_order_that_is_not_taken_changes_nothing() {
        crowd.refusal = Optional.of(Problem.lasting(FaultCode.FENCED, "an order of a higher epoch stands"));
        assertThat(performer.perform(fence(Way.TAKE), SHORT)).isInstanceOf(Outcome.Untouched.class);
    }

    @Test
    void taking_a_fence_back_releases_it() {
        crowd.answers.put("web-1", new AgentAnswer.Told(APPLIED));
        performer.perform(fence(Way.TAKE_BACK), SHORT);
        assertThat(crowd.orders).singleElement().isInstanceOf(AgentOrder.Release.class);
    }

    @Test
    void settings_are_those_of_the_region_that_takes_over() {
        crowd.answers.put("web-1", new AgentAnswer.Told(APPLIED));
        performer.perform(order("2-settings", Measure.Kind.SETTINGS, Way.TAKE, WEST), SHORT);
        assertThat(crowd.orders)
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentOrder.Settings.class,
                        it -> assertThat(it.values()).containsExactly(Map.entry("DYNAMODB_REGION", "eu-central-1")));
    }

    private static MeasureOrder fence(Way way) {
        return order("1-fence-agents", Measure.Kind.FENCE, way, EAST);
    }

    private static MeasureOrder order(String step, Measure.Kind kind, Way way, RegionName region) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("m"),
                kind,
                way,
                region,
                EAST,
                WEST,
                new Epoch(7),
                "shop-7/" + step);
    }
}
