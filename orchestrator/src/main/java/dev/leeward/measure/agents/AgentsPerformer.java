package dev.leeward.measure.agents;

import dev.leeward.agents.AgentAnswer;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.Agents;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.ArrayList;
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

    /** All of them, or none for certain, or nobody knows. */
    private Outcome together(MeasureOrder order, SortedMap<String, AgentAnswer> answers) {
        var done = new ArrayList<String>();
        var against = new ArrayList<String>();
        boolean perhaps = false;
        boolean again = false;
        for (var answer : answers.entrySet()) {
            switch (answer.getValue()) {
                case AgentAnswer.NotHeard() -> {
                    against.add(answer.getKey() + " has not answered");
                    perhaps = true;
                }
                case AgentAnswer.Told(Outcome.Applied(String evidence)) -> done.add(answer.getKey() + ": " + evidence);
                case AgentAnswer.Told(Outcome.Untouched(var problem)) -> {
                    against.add(answer.getKey() + ": " + problem.sentence());
                    again |= problem.retryable();
                }
                case AgentAnswer.Told(Outcome.Unknown(var problem)) -> {
                    against.add(answer.getKey() + ": " + problem.sentence());
                    perhaps = true;
                }
            }
        }
        if (against.isEmpty()) return new Outcome.Applied(String.join("; ", done));
        var words = "agents in " + order.region() + ": " + String.join("; ", against);
        if (perhaps || !done.isEmpty()) {
            return new Outcome.Unknown(Problem.passing(FaultCode.UNAVAILABLE, words));
        }
        return new Outcome.Untouched(
                again ? Problem.passing(FaultCode.UNAVAILABLE, words) : Problem.lasting(FaultCode.REJECTED, words));
    }

    @Override
    public void close() {
        // The agents are not ours.
    }
}
