package dev.leeward.control;

import dev.leeward.decision.Decision;
import dev.leeward.decision.DecisionEngine;
import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.decision.Situation;
import dev.leeward.health.ProbeHealth;
import dev.leeward.health.RegionHealth;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.journal.ServiceState;
import dev.leeward.lag.Copies;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Readiness;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Runbooks;
import dev.leeward.runbook.Step;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One service's part of one turn: fold verdicts, decide, start what is due, move the open run on. */
final class ServiceTurn {
    private final DecisionEngine engine = new DecisionEngine();
    private final Service service;
    private final List<RegionHealth> health;
    private final Copies copies;
    private final Draft draft;
    private final Instant startedAt;
    private boolean provisional;

    ServiceTurn(Service service, List<RegionHealth> health, Copies copies, Draft draft, Instant startedAt) {
        this.service = service;
        this.health = health;
        this.copies = copies;
        this.draft = draft;
        this.startedAt = startedAt;
    }

    /** The service this is about. */
    Service service() {
        return service;
    }

    /** Journals verdicts that changed and pauses that ran out. */
    void notice() {
        for (var region : health) {
            var before = state().verdicts().getOrDefault(region.region(), Verdict.UNKNOWN);
            if (before != region.verdict()) {
                draft.add(new Event.VerdictChanged(
                        service.name(), region.region(), before, region.verdict(), region.evidence()));
            }
        }
        if (isPauseOver()) {
            draft.add(new Event.Resumed(service.name(), "expiry"));
        }
    }

    private boolean isPauseOver() {
        return state().pause().filter(p -> !draft.now().isBefore(p.until())).isPresent();
    }

    /** Decides, and journals what follows from the decision. */
    Decision decide() {
        var situation = situation(Optional.empty(), Optional.empty());
        var decision = engine.decide(situation);
        provisional = engine.isProvisional(situation, decision);
        switch (decision) {
            case Decision.FailOver d -> automatic(new Proposal(RunKind.FAILOVER, d.from(), d.to()), d.reason());
            case Decision.FailBack d -> automatic(new Proposal(RunKind.FAILBACK, d.from(), d.to()), d.reason());
            case Decision.SwitchOver d -> automatic(new Proposal(RunKind.SWITCHOVER, d.from(), d.to()), d.reason());
            case Decision.Settle d -> start(new Proposal(RunKind.SETTLE, d.at(), d.at()), d.reason(), true, Set.of());
            case Decision.Release d -> start(new Proposal(RunKind.RELEASE, d.at(), d.at()), d.reason(), true, Set.of());
            case Decision.AskHuman ask -> ask(ask.proposal(), ask.reason());
            case Decision.Hold _ -> {
                if (!provisional) endShadow();
            }
        }
        if (!(decision instanceof Decision.AskHuman) && !provisional)
            lapse(decision.reason().sentence());
        return decision;
    }

    /** The events that bring the alarms in line with what is the case; none is taken back on provisional evidence. */
    List<Event> alarms(Decision decision, Timers timers) {
        return Alarms.changes(state(), decision, timers, draft.now()).stream()
                .filter(event -> !provisional || !(event instanceof Event.AlarmCleared))
                .toList();
    }

    /** What would become of {@code order} now. */
    Decision consider(Order.Move order) {
        return engine.decide(situation(Optional.of(order), Optional.empty()));
    }

    /** What would become of the standing proposal if it were approved now. */
    Optional<Decision> considerApproved() {
        return state().asked().map(asked -> engine.decide(situation(Optional.empty(), Optional.of(asked.proposal()))));
    }

    /** Starts the run of {@code proposal}. */
    RunId start(Proposal proposal, Reason reason, boolean automatic, Set<Rule> overridden) {
        var asked = state().asked();
        state().run().ifPresent(open -> draft.add(RunReport.superseded(service.name(), open, reason.sentence())));
        var epoch = state().epoch().next();
        var id = RunId.of(service.name(), epoch);
        draft.add(new Event.RunStarted(
                service.name(),
                id,
                proposal.kind(),
                proposal.from(),
                proposal.to(),
                epoch,
                automatic,
                overridden,
                proposal.kind() == RunKind.FAILOVER ? faultSeenAt(proposal.from()) : Optional.empty(),
                reason,
                steps(proposal)));
        // Whoever was asked is told that nothing is waited for any more.
        asked.ifPresent(a -> draft.add(new Event.ApprovalLapsed(service.name(), a.proposal(), "run " + id + " began")));
        return id;
    }

    /** The steps of the run that would carry {@code proposal} out. */
    List<Step> steps(Proposal proposal) {
        return Runbooks.steps(new Runbooks.Course(
                proposal.kind(),
                proposal.from(),
                proposal.to(),
                service.targets(),
                service.measures(),
                state().fences()));
    }

    /** Whether the region that takes over in {@code run} may be sent traffic right now. */
    Readiness readiness(RunbookRun run) {
        var copied = copies.stand(run.from(), run.to());
        var region = run.to();
        return health.stream()
                .filter(h -> h.region().equals(region))
                .findFirst()
                .map(h -> new Readiness(h.isReady(service.detection()), h.poorSince(), h.freshAt(), copied))
                .orElse(new Readiness(false, Optional.of(Instant.MIN), Instant.MIN));
    }

    /** The service as it stands in this turn. */
    ServiceView view(Decision decision) {
        return new ServiceView(draft.now(), service, state(), health, copies, decision);
    }

    private void automatic(Proposal proposal, Reason reason) {
        if (!isShadow()) {
            start(proposal, reason, true, Set.of());
        } else if (state().shadow().filter(proposal::equals).isEmpty()) {
            draft.add(new Event.WouldHaveMoved(service.name(), proposal, reason));
        }
    }

    private boolean isShadow() {
        return service.failover().mode() == FailoverPolicy.Mode.SHADOW;
    }

    private void ask(Proposal proposal, Reason reason) {
        var standing = state().asked().map(ServiceState.Asked::proposal);
        if (standing.filter(proposal::equals).isPresent()) return;
        standing.ifPresent(old -> draft.add(new Event.ApprovalLapsed(service.name(), old, "another move is due")));
        draft.add(new Event.ApprovalAsked(service.name(), proposal, reason));
    }

    /** A proposal stands only as long as it would be made again. */
    private void lapse(String why) {
        state().asked().ifPresent(a -> draft.add(new Event.ApprovalLapsed(service.name(), a.proposal(), why)));
    }

    private void endShadow() {
        if (state().shadow().isPresent()) draft.add(new Event.ShadowEnded(service.name()));
    }

    private Situation situation(Optional<Order.Move> order, Optional<Proposal> approved) {
        var state = state();
        return new Situation(
                draft.now(),
                startedAt,
                service,
                state.active(),
                health,
                state.run().map(run -> new Situation.Underway(run.kind(), run.mayHaveMoved())),
                RunReport.transitions(state.past()),
                state.pause().map(p -> "paused by %s until %s: %s".formatted(p.by(), p.until(), p.why())),
                approved,
                order,
                copies,
                RunReport.unsettledSince(state.past()),
                state.fencedOff() ? Optional.of(RunReport.releaseDue(state.past())) : Optional.empty(),
                RunReport.hasLeft(service.home().name(), state.past()),
                !state.drift().isEmpty());
    }

    private Optional<Instant> faultSeenAt(RegionName region) {
        return health.stream()
                .filter(h -> h.region().equals(region))
                .flatMap(h -> Stream.concat(h.probes().stream(), h.hearsay().stream()))
                .filter(p -> p.verdict() == Verdict.UNHEALTHY)
                .map(ProbeHealth::failingSince)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private ServiceState state() {
        return draft.of(service.name());
    }
}
