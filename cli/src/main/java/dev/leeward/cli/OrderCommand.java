package dev.leeward.cli;

import dev.leeward.api.body.OrderBody;
import dev.leeward.api.body.OrderReplyBody;
import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * What all orders share: asks the node what would happen, shows that, asks the person, and only then gives the order. The
 * node decides again when it gets the order; the plan is no promise.
 */
abstract class OrderCommand extends NodeCommand {
    @Parameters(paramLabel = "SERVICE", description = "Which service.")
    private String service = "";

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    OrderCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** Carries it out without asking a node, where that is wanted; the exit code. */
    OptionalInt withoutNode() {
        return OptionalInt.empty();
    }

    final String service() {
        return service;
    }

    final ConfirmOption confirm() {
        return confirm;
    }

    /** The order as typed. */
    abstract OrderBody order(boolean dryRun);

    @Override
    final int run(ApiClient client) {
        var code = withoutNode();
        if (code.isPresent()) return code.getAsInt();
        if (confirm.cannotAsk(surroundings)) {
            err().println("leeward: There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what"
                    + " would happen.");
            return Exit.USAGE;
        }
        var preview = give(client, true);
        if (!(preview instanceof Said.Answer<OrderReplyBody>(OrderReplyBody plan))) return complain(preview);
        if (confirm.dryRun()) return show(plan);
        plan(plan, json() ? err() : out());
        if (!confirm.confirmed(surroundings, err())) {
            err().println("Nothing was done.");
            return Exit.NO;
        }
        var said = give(client, false);
        return said instanceof Said.Answer<OrderReplyBody>(OrderReplyBody reply) ? show(reply) : complain(said);
    }

    private Said<OrderReplyBody> give(ApiClient client, boolean dryRun) {
        return client.order(Segment.of(service), order(dryRun), OrderReplyBody.class);
    }

    private int show(OrderReplyBody reply) {
        if (json()) {
            OutputOption.print(out(), reply);
        } else if (reply.dryRun()) {
            plan(reply, out());
            out().println("Nothing was done: this was a dry run.");
        } else {
            out().println(ink.good("Accepted. ") + reply.sentence());
            reply.run()
                    .ifPresent(run -> out().println("Run " + run + " carries it out; see it with: leeward status "
                            + service + " --watch"));
        }
        out().flush();
        return Exit.FINE;
    }

    private void plan(OrderReplyBody plan, PrintWriter out) {
        out.println("Would be accepted: " + plan.sentence());
        RuleLines.print(plan.rules(), "  ", out, ink);
        if (!plan.plan().isEmpty()) out.println("The plan:");
        for (int i = 0; i < plan.plan().size(); i++) {
            out.println("  " + (i + 1) + ". " + plan.plan().get(i));
        }
        out.flush();
    }
}
