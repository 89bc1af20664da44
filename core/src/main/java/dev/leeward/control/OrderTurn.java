package dev.leeward.control;

import dev.leeward.decision.Decision;
import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.decision.RunKind;
import dev.leeward.decision.Words;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.ServiceState;
import dev.leeward.measure.StandingFence;
import dev.leeward.runbook.RunDriver;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepProgress;
import dev.leeward.service.Service;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Carries a person's order into the turn, or says rule by rule why not. */
final class OrderTurn {
    /** A pause is never for good: protection that is silently off is how the next outage gets long. */
    static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    private final Service service;
    private final ServiceTurn turn;
    private final Draft draft;
    private final boolean dryRun;

    OrderTurn(Service service, ServiceTurn turn, Draft draft, boolean dryRun) {
        this.service = service;
        this.turn = turn;
        this.draft = draft;
        this.dryRun = dryRun;
    }

    OrderReply take(Order order) {
        var reply = switch (order) {
            case Order.Move move -> move(move);
            case Order.Approve approve -> approve(approve);
            case Order.Proceed proceed -> proceed(proceed);
            case Order.Release release -> release(release);
            case Order.Pause pause -> pause(pause);
            case Order.Resume resume -> resume(resume);
            case Order.BringIn bringIn -> bringIn(bringIn);
        };
        if (!reply.accepted() && !dryRun) {
            draft.add(new Event.OrderRefused(service.name(), brief(order), reply.reason()));
        }
        return reply;
    }

    private OrderReply move(Order.Move order) {
        var notOverridable = order.force().stream()
                .filter(rule -> !rule.overridable())
                .sorted()
                .toList();
        if (!notOverridable.isEmpty()) {
            return refused(Rule.APPROVED, notOverridable + " cannot be overridden", "leave it out of --force");
        }
        return decided(order, turn.consider(order));
    }

    private OrderReply approve(Order.Approve order) {
        var asked = draft.of(service.name()).asked().map(ServiceState.Asked::proposal);
        var decision = turn.considerApproved();
        if (asked.isEmpty() || decision.isEmpty()) {
            return refused(Rule.APPROVED, "nothing waits for approval", "a proposal: see `leeward why`");
        }
        var other = another(asked.get(), decision.get());
        return other.isPresent()
                ? refused(
                        Rule.APPROVED,
                        "by now a " + other.get() + " is due",
                        "approving that one, once it is asked for")
                : decided(order, decision.get());
    }

    /** Whoever approved one move did not approve another. */
    private static Optional<Proposal> another(Proposal asked, Decision decision) {
        return proposal(decision).filter(due -> !due.equals(asked));
    }

    private static Optional<Proposal> proposal(Decision decision) {
        return switch (decision) {
            case Decision.FailOver d -> Optional.of(new Proposal(RunKind.FAILOVER, d.from(), d.to()));
            case Decision.SwitchOver d -> Optional.of(new Proposal(RunKind.SWITCHOVER, d.from(), d.to()));
            case Decision.FailBack d -> Optional.of(new Proposal(RunKind.FAILBACK, d.from(), d.to()));
            case Decision.Hold _, Decision.AskHuman _, Decision.Settle _, Decision.Release _ -> Optional.empty();
        };
    }

    private OrderReply decided(Order order, Decision decision) {
        return proposal(decision)
                .map(proposal -> accepted(order, proposal, decision.reason()))
                .orElseGet(() -> new OrderReply(false, decision.reason(), List.of(), Optional.empty()));
    }

    private OrderReply accepted(Order order, Proposal proposal, Reason reason) {
        var plan = turn.steps(proposal).stream().map(step -> step.id().value()).toList();
        if (dryRun) return new OrderReply(true, reason, plan, Optional.empty());
        draft.add(new Event.OrderAccepted(service.name(), order));
        var overridden = reason.checks().stream()
                .filter(RuleCheck::overridden)
                .map(RuleCheck::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        RunId run = turn.start(proposal, reason, false, overridden);
        return new OrderReply(true, reason, plan, Optional.of(run));
    }

    private OrderReply proceed(Order.Proceed order) {
        var asking = draft.of(service.name())
                .run()
                .flatMap(run -> RunDriver.asking(run)
                        .map(step -> new Event.StepWaived(
                                service.name(), run.id(), step.step().id(), problem(step, order.by()))));
        if (asking.isEmpty()) return refused(Rule.APPROVED, "no run waits for a person", "a run that does");
        var step = asking.get();
        var sentence = order.goOn()
                ? "Run %s goes on without %s.".formatted(step.run(), step.step())
                : "Run %s is given up.".formatted(step.run());
        if (!dryRun) {
            draft.add(new Event.OrderAccepted(service.name(), order));
            draft.add(
                    order.goOn()
                            ? step
                            : new Event.StepGivenUp(step.service(), step.run(), step.step(), step.problem()));
        }
        return new OrderReply(true, new Reason(sentence, List.of()), List.of(), Optional.of(step.run()));
    }

    /** A person answers for who writes where: nothing is asked but that there is a fence, and no run whose fence it may be. */
    private OrderReply release(Order.Release order) {
        var region = order.region();
        var state = draft.of(service.name());
        if (state.run().isPresent()) {
            return refused(Rule.NO_RUN, "run " + state.run().get().id() + " is under way", "its end");
        }
        var proposal = new Proposal(RunKind.RELEASE, region, region);
        if (turn.steps(proposal).isEmpty()) {
            var fenced = state.fences().stream()
                    .map(StandingFence::region)
                    .distinct()
                    .toList();
            return refused(
                    Rule.APPROVED,
                    "no fence of this run book stands around " + region,
                    fenced.isEmpty() ? "a fence that does" : "one around " + fenced);
        }
        var sentence = "Ordered by %s: the fence around %s comes down.".formatted(order.by(), region);
        return accepted(order, proposal, new Reason(sentence, List.of()));
    }

    private static Problem problem(StepProgress step, String by) {
        var last = step.problem().map(Problem::sentence).orElse("it could not be done");
        return Problem.lasting(FaultCode.EXHAUSTED, last + "; decided by " + by);
    }

    private OrderReply pause(Order.Pause order) {
        if (!isAllowed(order.length())) {
            return refused(
                    Rule.NOT_PAUSED,
                    "a pause lasts at most " + Words.of(LONGEST_PAUSE) + ", not " + Words.of(order.length()),
                    "a shorter pause; it can be renewed");
        }
        var until = draft.now().plus(order.length());
        var sentence = "Paused by %s until %s.".formatted(order.by(), until);
        if (!dryRun) {
            draft.add(new Event.OrderAccepted(service.name(), order));
            draft.add(new Event.Paused(service.name(), order.by(), until, order.why()));
        }
        return new OrderReply(true, new Reason(sentence, List.of()), List.of("automatic moves stop"), Optional.empty());
    }

    private static boolean isAllowed(Duration pause) {
        return pause.isPositive() && pause.compareTo(LONGEST_PAUSE) <= 0;
    }

    private OrderReply resume(Order.Resume order) {
        Optional<ServiceState.Pause> pause = draft.of(service.name()).pause();
        if (pause.isEmpty()) return refused(Rule.NOT_PAUSED, service.name() + " is not paused", "nothing");
        if (!dryRun) {
            draft.add(new Event.OrderAccepted(service.name(), order));
            draft.add(new Event.Resumed(service.name(), order.by()));
        }
        var sentence = "Resumed by %s; it had been paused by %s."
                .formatted(order.by(), pause.get().by());
        return new OrderReply(
                true, new Reason(sentence, List.of()), List.of("automatic moves are allowed again"), Optional.empty());
    }

    private static Order brief(Order order) {
        return order instanceof Order.BringIn in
                ? new Order.BringIn(in.service(), in.by(), in.offline().brief())
                : order;
    }

    /** Nothing is moved by it: what stands at the targets is read next, and adopted or reported. */
    private OrderReply bringIn(Order.BringIn order) {
        var state = draft.of(service.name());
        var offline = order.offline();
        if (state.broughtIn().contains(offline.id())) {
            return refused(Rule.APPROVED, "this record was brought in before", "another record");
        }
        var sentence = "Brought in by %s: %s".formatted(order.by(), offline.summary());
        if (!dryRun) {
            draft.add(new Event.OrderAccepted(service.name(), order));
            state.run().ifPresent(open -> draft.add(RunReport.superseded(service.name(), open, sentence)));
            draft.add(new Event.BroughtIn(
                    service.name(),
                    order.by(),
                    offline.id(),
                    new Epoch(offline.epoch()),
                    offline.active().filter(at -> service.region(at).isPresent()),
                    offline.summary()));
        }
        var plan = List.of("record what was done offline", "read the targets, and adopt or report what stands there");
        return new OrderReply(true, new Reason(sentence, List.of()), plan, Optional.empty());
    }

    private static OrderReply refused(Rule rule, String why, String wouldChange) {
        var check = RuleCheck.blocks(rule, why, wouldChange);
        return new OrderReply(false, new Reason("Refused: " + why + ".", List.of(check)), List.of(), Optional.empty());
    }
}
