package dev.leeward.control;

import dev.leeward.decision.Reason;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import java.util.List;
import java.util.Optional;

/**
 * What became of an order.
 *
 * @param accepted whether it is carried out
 * @param reason why, or why not, rule by rule
 * @param plan what is done, a line per step
 * @param run the run that carries it out, where there is one
 */
public record OrderReply(boolean accepted, Reason reason, List<String> plan, Optional<RunId> run) {
    public OrderReply {
        plan = List.copyOf(plan);
    }

    /** There is no such service to order about. */
    static OrderReply noSuchService(ServiceName name) {
        var reason = new Reason("Refused: there is no service " + name + ".", List.of());
        return new OrderReply(false, reason, List.of(), Optional.empty());
    }
}
