package dev.leeward.api.body;

import dev.leeward.journal.Event;

/** The stable outside names of the journal's events. Spelled out, so that renaming a type does not rename them. */
final class EventKinds {
    private EventKinds() {}

    static String of(Event event) {
        return switch (event) {
            case Event.NodeStarted _ -> "node-started";
            case Event.ConfigurationApplied _ -> "configuration-applied";
            case Event.ConfigurationRefused _ -> "configuration-refused";
            case Event.ActiveAdopted _ -> "active-adopted";
            case Event.VerdictChanged _ -> "verdict-changed";
            case Event.OrderAccepted _ -> "order-accepted";
            case Event.OrderRefused _ -> "order-refused";
            case Event.ApprovalAsked _ -> "approval-asked";
            case Event.ApprovalLapsed _ -> "approval-lapsed";
            case Event.WouldHaveMoved _ -> "would-have-moved";
            case Event.ShadowEnded _ -> "shadow-ended";
            case Event.RunStarted _ -> "run-started";
            case Event.StepStarted _ -> "step-started";
            case Event.StepEnded _ -> "step-ended";
            case Event.StepWaived _ -> "step-waived";
            case Event.StepGivenUp _ -> "step-given-up";
            case Event.TakingBack _ -> "taking-back";
            case Event.RunEnded _ -> "run-ended";
            case Event.Paused _ -> "paused";
            case Event.Resumed _ -> "resumed";
            case Event.GlassBroken _ -> "glass-broken";
            case Event.BroughtIn _ -> "brought-in";
            case Event.AlarmRaised _ -> "alarm-raised";
            case Event.AlarmCleared _ -> "alarm-cleared";
            case Event.DriftSeen _ -> "drift-seen";
            case Event.DriftGone _ -> "drift-gone";
            case Event.NoticeDelivered _ -> "notice-delivered";
        };
    }
}
