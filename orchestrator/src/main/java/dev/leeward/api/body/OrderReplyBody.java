package dev.leeward.api.body;

import dev.leeward.control.OrderReply;
import dev.leeward.runbook.RunId;
import java.util.List;
import java.util.Optional;

/**
 * An order that is (or, for a dry run, would be) carried out.
 *
 * @param plan what is done, a line per step
 * @param run the run that carries it out, where there is one
 */
public record OrderReplyBody(
        boolean accepted,
        boolean dryRun,
        String sentence,
        List<RuleBody> rules,
        List<String> plan,
        Optional<String> run) {
    /** The outside shape of {@code reply}. */
    public static OrderReplyBody of(OrderReply reply, boolean dryRun) {
        return new OrderReplyBody(
                reply.accepted(),
                dryRun,
                reply.reason().sentence(),
                reply.reason().checks().stream().map(RuleBody::of).toList(),
                reply.plan(),
                reply.run().map(RunId::value));
    }
}
