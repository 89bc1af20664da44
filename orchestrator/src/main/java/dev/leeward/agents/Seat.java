package dev.leeward.agents;

import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is kept of one agent. Guarded by the lock of {@link AgentDesk}. */
final class Seat {
    private static final int MOST_OUTCOMES = 64;

    private final Map<String, Standing> lanes = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private Optional<AgentReport> report = Optional.empty();
    private OptionalLong heardNanos = OptionalLong.empty();
    /** Counts the questions of this agent: only the newest is waited with. */
    private long asked;

    private record Standing(AgentOrder order, long number, String issue) {}

    /** Whether an order stands that {@code order} may not take the place of. */
    boolean supersedes(AgentOrder order) {
        var standing = lanes.get(order.lane());
        return standing != null && order.rank().isBehind(standing.order().rank());
    }

    void give(AgentOrder order, long number, String issue) {
        lanes.put(order.lane(), new Standing(order, number, issue));
        if (!(outcomes.get(order.operationId()) instanceof Outcome.Applied)) outcomes.remove(order.operationId());
    }

    void withdraw(String operationId) {
        lanes.values().removeIf(each -> each.order().operationId().equals(operationId));
    }

    void withdrawAll() {
        lanes.clear();
    }

    boolean hasAfter(long number) {
        return lanes.values().stream().anyMatch(each -> each.number() > number);
    }

    List<OrderNote> notes() {
        return lanes.values().stream()
                .map(each -> OrderNote.of(each.order(), each.issue()))
                .toList();
    }

    void heard(long nanos) {
        heardNanos = OptionalLong.of(nanos);
    }

    long ask() {
        return ++asked;
    }

    boolean isNewest(long question) {
        return asked == question;
    }

    void take(AgentReport next) {
        report = Optional.of(next);
        next.outcomes().forEach(this::take);
    }

    /** What came of an earlier giving of the same order says nothing of this one, unless it was done. */
    private void take(OutcomeNote note) {
        var outcome = note.value();
        boolean late = lanes.values().stream()
                .anyMatch(each -> each.order().operationId().equals(note.operationId())
                        && !each.issue().equals(note.issue()));
        if (late && !(outcome instanceof Outcome.Applied)) return;
        outcomes.remove(note.operationId());
        outcomes.put(note.operationId(), outcome);
        if (outcomes.size() > MOST_OUTCOMES)
            outcomes.remove(outcomes.keySet().iterator().next());
    }

    AgentAnswer answer(String operationId) {
        var outcome = outcomes.get(operationId);
        return outcome == null ? new AgentAnswer.NotHeard() : new AgentAnswer.Told(outcome);
    }

    AgentStanding standing(AgentId id, long nanos) {
        var ago = heardNanos.isPresent()
                ? Optional.of(Duration.ofNanos(nanos - heardNanos.getAsLong()))
                : Optional.<Duration>empty();
        return new AgentStanding(id, ago, report);
    }
}
