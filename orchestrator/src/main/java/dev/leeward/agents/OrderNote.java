package dev.leeward.agents;

import dev.leeward.steering.Epoch;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An order as it travels.
 *
 * @param kind fence, release or settings
 * @param issue of this giving of the order; comes back with the outcome
 */
public record OrderNote(
        String kind,
        String operationId,
        long epoch,
        String issue,
        Optional<String> reason,
        Optional<Map<String, String>> values) {
    private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/#@-]{0,199}");
    private static final Pattern ISSUE = Pattern.compile("[0-9a-z-]{1,60}");
    private static final int LONGEST_REASON = 500;
    private static final int MOST_VALUES = 200;

    public OrderNote {
        require(operationId);
        if (epoch < 0 || !ISSUE.matcher(issue).matches()) throw new IllegalArgumentException("no order");
        reason = reason.map(text -> Texts.plain(text, LONGEST_REASON));
        values = values.map(Map::copyOf);
        if (values.filter(all -> all.size() > MOST_VALUES).isPresent()) {
            throw new IllegalArgumentException("more than " + MOST_VALUES + " settings");
        }
    }

    static void require(String operationId) {
        if (!OPERATION.matcher(operationId).matches()) {
            throw new IllegalArgumentException("not an operation id: " + Texts.plain(operationId, 60));
        }
    }

    static OrderNote of(AgentOrder order, String issue) {
        long epoch = order.epoch().value();
        var id = order.operationId();
        return switch (order) {
            case AgentOrder.Fence fence ->
                new OrderNote("fence", id, epoch, issue, Optional.of(fence.reason()), Optional.empty());
            case AgentOrder.Release _ -> new OrderNote("release", id, epoch, issue, Optional.empty(), Optional.empty());
            case AgentOrder.Settings settings ->
                new OrderNote("settings", id, epoch, issue, Optional.empty(), Optional.of(settings.values()));
        };
    }

    /** What it says; empty where it is of a kind that this version does not know. */
    public Optional<AgentOrder> order() {
        var at = new Epoch(epoch);
        return switch (kind) {
            case "fence" -> Optional.of(new AgentOrder.Fence(operationId, at, reason.orElse("ordered")));
            case "release" -> Optional.of(new AgentOrder.Release(operationId, at));
            case "settings" -> values.map(all -> new AgentOrder.Settings(operationId, at, all));
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return "OrderNote[" + kind + ", " + operationId + ", epoch " + epoch + "]";
    }
}
