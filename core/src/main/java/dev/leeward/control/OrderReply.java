package dev.leeward.control;

import dev.leeward.decision.Reason;
import dev.leeward.fault.Problem;
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

    /** Nothing is done that the journal does not know of first. */
    static OrderReply notJournaled(Problem problem) {
        var reason =
                new Reason("Refused: the journal takes nothing at the moment (" + problem.sentence() + ").", List.of());
        return new OrderReply(false, reason, List.of(), Optional.empty());
    }

    /** The node lost the journal while it took the order. */
    static OrderReply deposed(Problem why) {
        var reason = new Reason(
                "Not carried out here: this node does not lead any more (" + why.sentence()
                        + "). Ask the journal of the node that leads before you order again.",
                List.of());
        return new OrderReply(false, reason, List.of(), Optional.empty());
    }

    /** There is no such service to order about. */
    static OrderReply noSuchService(ServiceName name) {
        var reason = new Reason("Refused: there is no service " + name + ".", List.of());
        return new OrderReply(false, reason, List.of(), Optional.empty());
    }
}
