package dev.leeward.format;

import dev.leeward.decision.Order;
import dev.leeward.journal.Event;
import dev.leeward.measure.MeasureId;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.TargetId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the kinds of records are called in writing. The table is explicit so that renaming a class changes no format; a
 * tag never changes its meaning once released. {@code type} holds the tag.
 */
final class Tags {
    /** The key that holds the tag. */
    static final String KEY = "type";

    private static final Map<Class<?>, String> BY_CLASS = Map.ofEntries(
            Map.entry(Event.NodeStarted.class, "node-started"),
            Map.entry(Event.ConfigurationApplied.class, "configuration-applied"),
            Map.entry(Event.ConfigurationRefused.class, "configuration-refused"),
            Map.entry(Event.ActiveAdopted.class, "active-adopted"),
            Map.entry(Event.VerdictChanged.class, "verdict-changed"),
            Map.entry(Event.OrderAccepted.class, "order-accepted"),
            Map.entry(Event.OrderRefused.class, "order-refused"),
            Map.entry(Event.ApprovalAsked.class, "approval-asked"),
            Map.entry(Event.ApprovalLapsed.class, "approval-lapsed"),
            Map.entry(Event.WouldHaveMoved.class, "would-have-moved"),
            Map.entry(Event.ShadowEnded.class, "shadow-ended"),
            Map.entry(Event.RunStarted.class, "run-started"),
            Map.entry(Event.StepStarted.class, "step-started"),
            Map.entry(Event.StepEnded.class, "step-ended"),
            Map.entry(Event.StepWaived.class, "step-waived"),
            Map.entry(Event.StepGivenUp.class, "step-given-up"),
            Map.entry(Event.TakingBack.class, "taking-back"),
            Map.entry(Event.RunEnded.class, "run-ended"),
            Map.entry(Event.Paused.class, "paused"),
            Map.entry(Event.Resumed.class, "resumed"),
            Map.entry(Event.GlassBroken.class, "glass-broken"),
            Map.entry(Event.BroughtIn.class, "brought-in"),
            Map.entry(Event.AlarmRaised.class, "alarm-raised"),
            Map.entry(Event.AlarmCleared.class, "alarm-cleared"),
            Map.entry(Event.DriftSeen.class, "drift-seen"),
            Map.entry(Event.DriftGone.class, "drift-gone"),
            Map.entry(Event.NoticeDelivered.class, "notice-delivered"),
            Map.entry(Order.Move.class, "move"),
            Map.entry(Order.Approve.class, "approve"),
            Map.entry(Order.Proceed.class, "proceed"),
            Map.entry(Order.Release.class, "release"),
            Map.entry(Order.Pause.class, "pause"),
            Map.entry(Order.Resume.class, "resume"),
            Map.entry(Order.BringIn.class, "bring-in"),
            Map.entry(StepResult.Done.class, "done"),
            Map.entry(StepResult.NotDone.class, "not-done"),
            Map.entry(StepResult.Unclear.class, "unclear"));

    private static final Map<Class<?>, Function<String, Record>> NAMES = Map.of(
            ServiceName.class, ServiceName::new,
            RegionName.class, RegionName::new,
            TargetId.class, TargetId::new,
            RunId.class, RunId::new,
            StepId.class, StepId::new,
            MeasureId.class, MeasureId::new);

    private static final Map<String, Class<?>> EVENTS = of(Event.class);
    private static final Map<String, Class<?>> ORDERS = of(Order.class);
    private static final Map<String, Class<?>> RESULTS = of(StepResult.class);

    private Tags() {}

    /** The tag of records of {@code type}; empty for those that need none. */
    static Optional<String> tag(Class<?> type) {
        return Optional.ofNullable(BY_CLASS.get(type));
    }

    /** The kinds of {@code sealed} by tag; empty for a type that has none. */
    static Map<String, Class<?>> kinds(Class<?> sealed) {
        if (sealed == Event.class) return EVENTS;
        if (sealed == Order.class) return ORDERS;
        return sealed == StepResult.class ? RESULTS : Map.of();
    }

    /** How to make a record that is written as its name alone; empty for those that are not. */
    static Optional<Function<String, Record>> name(Class<?> type) {
        return Optional.ofNullable(NAMES.get(type));
    }

    private static Map<String, Class<?>> of(Class<?> sealed) {
        return BY_CLASS.entrySet().stream()
                .filter(kind -> sealed.isAssignableFrom(kind.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }
}
