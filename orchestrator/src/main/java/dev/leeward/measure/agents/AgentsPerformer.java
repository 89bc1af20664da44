package dev.leeward.measure.agents;

import dev.leeward.agents.AgentAnswer;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.Agents;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.measure.joint.JointOutcome;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Has all agents of a region take a measure, and waits until each of them has said what came of it. An order for a region that
 * does not answer stays where agents ask for it: whoever comes back while this node leads is fenced then.
 */
public final class AgentsPerformer implements Performer {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Agents agents;
    private final Map<RegionName, Map<String, String>> settings;

    /**
     * A performer by agents.
     *
     * @param settings what each region's applications are to have when it takes over; empty for a fence
     */
    public AgentsPerformer(Agents agents, Map<RegionName, Map<String, String>> settings) {
        this.agents = agents;
        this.settings = Map.copyOf(settings);
    }

    /** That agents are declared is the configuration's to say; that they are heard, theirs and the metrics'. */
    @Override
    public List<Finding> preflight(Duration limit) {
        return List.of();
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var refused = agents.order(order.service(), order.region(), agentOrder(order));
        if (refused.isPresent()) return new Outcome.Untouched(refused.get());
        while (true) {
            var answers = agents.outcome(order.service(), order.region(), order.operation());
            boolean waits = answers.values().stream().anyMatch(AgentAnswer.NotHeard.class::isInstance);
            boolean late =
                    System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted();
            if (!waits || late) return together(order, answers);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private AgentOrder agentOrder(MeasureOrder order) {
        if (order.kind() == Measure.Kind.SETTINGS) {
            return new AgentOrder.Settings(
                    order.operation(), order.epoch(), settings.getOrDefault(order.region(), Map.of()));
        }
        return order.way() == MeasureOrder.Way.TAKE
                ? new AgentOrder.Fence(
                        order.operation(), order.epoch(), "traffic of " + order.service() + " goes to " + order.to())
                : new AgentOrder.Release(order.operation(), order.epoch());
    }

    private static Outcome together(MeasureOrder order, SortedMap<String, AgentAnswer> answers) {
        var joint = new JointOutcome();
        answers.forEach((name, answer) -> {
            switch (answer) {
                case AgentAnswer.NotHeard() -> joint.unheard(name);
                case AgentAnswer.Told(Outcome outcome) -> joint.add(name, outcome);
            }
        });
        return joint.outcome("agents in " + order.region() + ": ");
    }

    @Override
    public void close() {
        // The agents are not ours.
    }
}
