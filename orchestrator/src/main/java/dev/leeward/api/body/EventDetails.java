package dev.leeward.api.body;

import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.RuleCheck;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The particulars of an event by name, made of text, numbers, truth values, lists and maps only. */
final class EventDetails {
    private EventDetails() {}

    static Map<String, Object> of(Event event) {
        return switch (event) {
            case Event.NodeStarted e -> details("node", e.node(), "version", e.version());
            case Event.ConfigurationApplied e -> details("digest", e.digest(), "services", names(e.services()));
            case Event.ConfigurationRefused e -> details("digest", e.digest(), "errors", e.errors());
            case Event.ActiveAdopted e ->
                details("region", e.region().value(), "epoch", e.epoch().value(), "evidence", e.evidence());
            case Event.VerdictChanged e ->
                details(
                        "region",
                        e.region().value(),
                        "from",
                        Names.of(e.from()),
                        "to",
                        Names.of(e.to()),
                        "evidence",
                        e.evidence());
            case Event.OrderAccepted e -> order(e.order());
            case Event.OrderRefused e ->
                with(
                        order(e.order()),
                        "reason",
                        e.reason().sentence(),
                        "rules",
                        rules(e.reason().checks()));
            case Event.ApprovalAsked e ->
                with(move(e.proposal()), "reason", e.reason().sentence());
            case Event.ApprovalLapsed e -> with(move(e.proposal()), "why", e.why());
            case Event.WouldHaveMoved e ->
                with(move(e.proposal()), "reason", e.reason().sentence());
            case Event.ShadowEnded _ -> details();
            case Event.RunStarted e -> run(e);
            case Event.StepStarted e -> step(e.run().value(), e.step().value(), "attempt", e.attempt());
            case Event.StepEnded e ->
                with(
                        result(e.result()),
                        "run",
                        e.run().value(),
                        "step",
                        e.step().value(),
                        "attempt",
                        e.attempt());
            case Event.StepWaived e ->
                with(
                        problem(e.problem()),
                        "run",
                        e.run().value(),
                        "step",
                        e.step().value());
            case Event.StepGivenUp e ->
                with(
                        problem(e.problem()),
                        "run",
                        e.run().value(),
                        "step",
                        e.step().value());
            case Event.TakingBack e -> details("run", e.run().value(), "why", e.why(), "steps", steps(e.steps()));
            case Event.RunEnded e ->
                details(
                        "run",
                        e.run().value(),
                        "ending",
                        Names.of(e.ending()),
                        "summary",
                        e.summary(),
                        "measured",
                        e.measured());
            case Event.Paused e -> details("by", e.by(), "until", e.until().toString(), "why", e.why());
            case Event.Resumed e -> details("by", e.by());
            case Event.GlassBroken e -> {
                var details =
                        details("by", e.by(), "why", e.why(), "epoch", e.epoch().value());
                details.put("copySequence", e.copySequence());
                e.copyAsOf().ifPresent(at -> details.put("copyAsOf", at.toString()));
                yield details;
            }
            case Event.BroughtIn e -> {
                var details = details(
                        "by", e.by(), "record", e.record(), "epoch", e.epoch().value());
                e.active().ifPresent(region -> details.put("active", region.value()));
                details.put("summary", e.summary());
                yield details;
            }
            case Event.AlarmRaised e ->
                details(
                        "key",
                        e.alarm().key(),
                        "severity",
                        Names.of(e.alarm().severity()),
                        "sentence",
                        e.alarm().sentence());
            case Event.AlarmCleared e -> details("key", e.key());
            case Event.DriftSeen e -> details("target", e.target().value(), "expected", e.expected(), "seen", e.seen());
            case Event.DriftGone e -> details("target", e.target().value());
            case Event.NoticeDelivered e ->
                e.failed()
                        .map(why -> details("sequence", e.sequence(), "channel", e.channel(), "failed", why))
                        .orElseGet(() -> details("sequence", e.sequence(), "channel", e.channel()));
        };
    }

    private static Map<String, Object> run(Event.RunStarted e) {
        var details = details(
                "run",
                e.run().value(),
                "kind",
                Names.of(e.kind()),
                "from",
                e.from().value(),
                "to",
                e.to().value(),
                "epoch",
                e.epoch().value(),
                "automatic",
                e.automatic(),
                "overridden",
                words(e.overridden()),
                "reason",
                e.reason().sentence(),
                "rules",
                rules(e.reason().checks()),
                "steps",
                steps(e.steps()));
        e.faultSeenAt().ifPresent(at -> details.put("faultSeenAt", at.toString()));
        return details;
    }

    private static Map<String, Object> order(Order order) {
        return switch (order) {
            case Order.Move move -> {
                var details = details("order", Names.of(move.kind()), "by", move.by(), "why", move.why());
                move.to().map(RegionName::value).ifPresent(to -> details.put("to", to));
                details.put("force", words(move.force()));
                yield details;
            }
            case Order.Approve approve -> details("order", "approve", "by", approve.by());
            case Order.Proceed proceed -> details("order", proceed.goOn() ? "proceed" : "give-up", "by", proceed.by());
            case Order.Release release ->
                details(
                        "order",
                        "release",
                        "by",
                        release.by(),
                        "region",
                        release.region().value(),
                        "why",
                        release.why());
            case Order.Pause pause ->
                details(
                        "order",
                        "pause",
                        "by",
                        pause.by(),
                        "length",
                        pause.length().toString(),
                        "why",
                        pause.why());
            case Order.Resume resume -> details("order", "resume", "by", resume.by());
            case Order.BringIn in ->
                details(
                        "order",
                        "bring-in",
                        "by",
                        in.by(),
                        "record",
                        in.offline().id(),
                        "summary",
                        in.offline().summary(),
                        "lines",
                        in.offline().lines());
        };
    }

    private static Map<String, Object> result(StepResult result) {
        return switch (result) {
            case StepResult.Done done -> details("result", "done", "evidence", done.evidence());
            case StepResult.NotDone not -> with(problem(not.problem()), "result", "not-done");
            case StepResult.Unclear unclear -> with(problem(unclear.problem()), "result", "unclear");
        };
    }

    private static Map<String, Object> problem(Problem problem) {
        return details("code", problem.code().name(), "problem", problem.sentence());
    }

    private static Map<String, Object> move(Proposal proposal) {
        return details(
                "kind",
                Names.of(proposal.kind()),
                "from",
                proposal.from().value(),
                "to",
                proposal.to().value());
    }

    private static Map<String, Object> step(String run, String step, String name, Object value) {
        return details("run", run, "step", step, name, value);
    }

    private static List<String> names(List<ServiceName> services) {
        return services.stream().map(ServiceName::value).toList();
    }

    private static List<String> steps(List<Step> steps) {
        return steps.stream().map(step -> step.id().value()).toList();
    }

    private static List<String> words(Collection<? extends Enum<?>> values) {
        return values.stream().map(Names::of).sorted().toList();
    }

    private static List<RuleBody> rules(List<RuleCheck> checks) {
        return checks.stream().map(RuleBody::of).toList();
    }

    private static Map<String, Object> with(Map<String, Object> details, Object... more) {
        details.putAll(details(more));
        return details;
    }

    private static Map<String, Object> details(Object... namesAndValues) {
        var details = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            details.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return details;
    }
}
