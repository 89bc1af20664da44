package dev.leeward.cli;

import dev.leeward.api.body.OrderBody;
import dev.leeward.api.body.RuleBody;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.control.OrderReply;
import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.node.OfflineFailover;
import dev.leeward.node.OfflineKnowledge;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** {@code leeward failover --offline}: says what is known and what is not, asks for the service's name, and moves it. */
final class OfflineMove {
    private static final Duration LOOKING = Duration.ofSeconds(45);
    private static final Duration MOVING = Duration.ofMinutes(20);

    private final Surroundings surroundings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Ink ink;

    OfflineMove(Surroundings surroundings, PrintWriter out, PrintWriter err, Ink ink) {
        this.surroundings = surroundings;
        this.out = out;
        this.err = err;
        this.ink = ink;
    }

    int run(Path config, String service, String to, OrderBody typed, ConfirmOption confirm) {
        var why = typed.why().map(String::strip).orElse("");
        if (why.isEmpty()) return wrong("Say --why: the record of what was done without the journal needs a reason.");
        if (!confirm.yes() && !confirm.dryRun() && !surroundings.terminal()) {
            return wrong(
                    "There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what would happen.");
        }
        return switch (ConfigurationStore.open(config, Environment.of(surroundings.environment()))) {
            case ConfigurationStore.Opening.Refused refused -> {
                refused.remarks().forEach(err::println);
                yield wrong(config + " cannot be used; `leeward check` says the same and more.");
            }
            case ConfigurationStore.Opening.Opened opened -> {
                var by = "offline:" + System.getProperty("user.name", "unknown");
                var cause = new OfflineFailover.Cause(new ServiceName(service), by, why);
                var order = new Order.Move(
                        cause.service(), by, RunKind.FAILOVER, Optional.of(new RegionName(to)), rules(typed), why);
                yield open(opened.store(), cause, order, confirm);
            }
        };
    }

    private static EnumSet<Rule> rules(OrderBody typed) {
        var rules = EnumSet.noneOf(Rule.class);
        typed.force()
                .forEach(name -> rules.add(Rule.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT))));
        return rules;
    }

    private int open(ConfigurationStore store, OfflineFailover.Cause cause, Order.Move order, ConfirmOption confirm) {
        return switch (OfflineFailover.open(store, new Version().number(), cause)) {
            case OfflineFailover.Opening.Refused(Problem problem) -> {
                err.println(ink.bad("leeward: ") + problem.sentence());
                yield problem.code() == FaultCode.CONFLICT ? Exit.NO : Exit.FAILED;
            }
            case OfflineFailover.Opening.Ready(OfflineFailover failover) -> {
                try (failover) {
                    yield move(failover, order, confirm);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    err.println("leeward: interrupted; what was begun goes on when the same command is given again");
                    yield Exit.FAILED;
                }
            }
        };
    }

    private int move(OfflineFailover failover, Order.Move order, ConfirmOption confirm) throws InterruptedException {
        tell(failover.knowledge(), order.service());
        err.println("Looking at the regions, for " + LOOKING.toSeconds() + " s at most ...");
        err.flush();
        var plan = failover.preview(order, LOOKING);
        show(plan);
        if (!plan.accepted()) return Exit.NO;
        if (confirm.dryRun()) {
            out.println("Nothing was done: this was a dry run.");
            return Exit.FINE;
        }
        if (!confirm.yes() && !named(order.service())) {
            err.println("Nothing was done.");
            return Exit.NO;
        }
        var reply = failover.order(order);
        if (!reply.accepted() || reply.run().isEmpty()) {
            show(reply);
            return Exit.NO;
        }
        return await(failover, reply.run().get());
    }

    private int await(OfflineFailover failover, RunId run) throws InterruptedException {
        out.println("Run " + run + " is under way ...");
        out.flush();
        var ended = failover.awaitEnd(run, MOVING);
        boolean well = ended.flatMap(RunbookRun::ending)
                .filter(Ending.SUCCEEDED::equals)
                .isPresent();
        out.println(
                well
                        ? ink.good("Moved and verified.")
                        : ink.bad("Not moved, or not everywhere: ") + "see `leeward journal show --from "
                                + failover.record() + "`.");
        out.println("The record is " + failover.record() + ". When etcd is back: leeward cluster reconcile "
                + failover.record());
        out.flush();
        return well ? Exit.FINE : Exit.FAILED;
    }

    private void tell(OfflineKnowledge known, ServiceName service) {
        out.println(
                ink.bold("Breaking glass for " + service + ": without the shared journal, from this machine alone."));
        out.println("  the shared journal: " + known.silence());
        out.println("  the copy goes to line " + known.copySequence()
                + known.copyAsOf()
                        .map(at -> " and was complete "
                                + Text.between(at, Clock.systemUTC().instant()) + " ago, at " + Text.moment(at))
                        .orElse("; nobody knows when it was complete"));
        out.println("  by what it says, traffic is in "
                + known.active().map(RegionName::value).orElse("a region that is not known"));
        known.targets().forEach((target, stands) -> out.println("  " + target + " " + stands));
        out.println(
                "Not known: whether another node leads where this machine cannot see it. If one does, it changes nothing"
                        + " at a target that holds epochs once this move has written "
                        + known.epoch().next()
                        + " or more there, until the record is brought in.");
        out.flush();
    }

    private void show(OrderReply reply) {
        out.println(
                reply.accepted()
                        ? "Would be accepted: " + reply.reason().sentence()
                        : reply.reason().sentence());
        RuleLines.print(reply.reason().checks().stream().map(RuleBody::of).toList(), "  ", out, ink);
        for (int i = 0; i < reply.plan().size(); i++) {
            out.println("  " + (i + 1) + ". " + reply.plan().get(i));
        }
        out.flush();
    }

    private boolean named(ServiceName service) {
        err.print("Type the service's name to move it: ");
        err.flush();
        try {
            var answer = surroundings.answers().readLine();
            return answer != null && answer.strip().equals(service.value());
        } catch (IOException terminalGone) {
            return false;
        }
    }

    private int wrong(String sentence) {
        err.println("leeward: " + sentence);
        return Exit.USAGE;
    }
}
