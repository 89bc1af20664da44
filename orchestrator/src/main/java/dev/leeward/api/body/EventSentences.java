package dev.leeward.api.body;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.Words;
import dev.leeward.journal.Event;
import dev.leeward.runbook.StepResult;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened, in a sentence for a person. */
final class EventSentences {
    private EventSentences() {}

    static String of(Event event) {
        return switch (event) {
            case Event.NodeStarted e -> "node " + e.node() + " started, version " + e.version();
            case Event.ConfigurationApplied e -> "configuration " + brief(e.digest()) + " is in force";
            case Event.ConfigurationRefused e ->
                "configuration " + brief(e.digest()) + " was refused: " + String.join("; ", e.errors());
            case Event.ActiveAdopted e -> e.region() + " carries the traffic: " + e.evidence();
            case Event.VerdictChanged e ->
                e.region() + " is " + Names.of(e.to()) + ", was " + Names.of(e.from()) + because(e);
            case Event.OrderAccepted e -> "order accepted: " + order(e.order());
            case Event.OrderRefused e ->
                "order refused: " + order(e.order()) + ": " + e.reason().sentence();
            case Event.ApprovalAsked e ->
                e.proposal() + " waits for approval: " + e.reason().sentence();
            case Event.ApprovalLapsed e -> e.proposal() + " no longer waits for approval: " + e.why();
            case Event.WouldHaveMoved e ->
                "shadow mode, would have made the " + e.proposal() + ": "
                        + e.reason().sentence();
            case Event.ShadowEnded _ -> "shadow mode, the move is no longer due";
            case Event.RunStarted e ->
                "run " + e.run() + ": " + Names.of(e.kind()) + " from " + e.from() + " to "
                        + e.to() + (e.automatic() ? ", automatic" : ", ordered") + overriding(e.overridden()) + ": "
                        + e.reason().sentence();
            case Event.StepStarted e -> "step " + e.step() + " started" + attempt(e.attempt());
            case Event.StepEnded e -> "step " + e.step() + ' ' + result(e.result());
            case Event.StepWaived e -> "gone on without step " + e.step() + ": " + e.problem();
            case Event.StepGivenUp e -> "step " + e.step() + " given up: " + e.problem();
            case Event.TakingBack e -> "run " + e.run() + " is taken back: " + e.why();
            case Event.RunEnded e ->
                "run " + e.run() + ' ' + Names.of(e.ending()).replace('-', ' ') + ": " + e.summary()
                        + measured(e.measured());
            case Event.Paused e -> "paused by " + e.by() + " until " + e.until() + ": " + e.why();
            case Event.Resumed e -> "resumed by " + e.by();
            case Event.GlassBroken e ->
                "glass broken by " + e.by() + " (" + e.why() + "), on a copy that goes to line " + e.copySequence()
                        + "; epochs count from " + e.epoch();
            case Event.BroughtIn e -> "brought in by " + e.by() + ": " + e.summary();
            case Event.AlarmRaised e ->
                Names.of(e.alarm().severity()) + ": " + e.alarm().sentence();
            case Event.AlarmCleared e -> "over: " + e.key();
            case Event.DriftSeen e -> e.target() + " answers " + e.seen() + " instead of " + e.expected();
            case Event.DriftGone e -> e.target() + " answers as told again";
            case Event.NoticeDelivered e ->
                "notice of entry " + e.sequence()
                        + e.failed()
                                .map(why -> " was given up for " + e.channel() + ": " + why)
                                .orElseGet(() -> e.channel().equals(Event.NoticeDelivered.EVERY_CHANNEL)
                                        ? " has reached every channel"
                                        : " reached " + e.channel());
        };
    }

    static String order(Order order) {
        return switch (order) {
            case Order.Move move ->
                Names.of(move.kind())
                        + move.to().map(to -> " to " + to).orElse("") + overriding(move.force()) + " by " + move.by()
                        + (move.why().isBlank() ? "" : " (" + move.why() + ")");
            case Order.Approve approve -> "approve by " + approve.by();
            case Order.Proceed proceed -> (proceed.goOn() ? "proceed by " : "give up by ") + proceed.by();
            case Order.Release release ->
                "release of " + release.region() + " by " + release.by()
                        + (release.why().isBlank() ? "" : " (" + release.why() + ")");
            case Order.Pause pause ->
                "pause for " + Words.of(pause.length()) + " by " + pause.by() + " (" + pause.why() + ")";
            case Order.Resume resume -> "resume by " + resume.by();
            case Order.BringIn in -> "bring in by " + in.by();
        };
    }

    private static String because(Event.VerdictChanged e) {
        return e.evidence().isEmpty() ? "" : ": " + String.join("; ", e.evidence());
    }

    private static String overriding(Set<Rule> rules) {
        return rules.isEmpty()
                ? ""
                : ", overriding " + rules.stream().map(Names::of).sorted().collect(Collectors.joining(", "));
    }

    private static String attempt(int attempt) {
        return attempt <= 1 ? "" : ", attempt " + attempt;
    }

    private static String result(StepResult result) {
        return switch (result) {
            case StepResult.Done done -> "done: " + done.evidence();
            case StepResult.NotDone not -> "not done: " + not.problem();
            case StepResult.Unclear unclear -> "unclear: " + unclear.problem();
        };
    }

    private static String measured(Map<String, String> measured) {
        if (measured.isEmpty()) return "";
        return measured.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + ' ' + each.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String brief(String digest) {
        return digest.length() > 12 ? digest.substring(0, 12) : digest;
    }
}
