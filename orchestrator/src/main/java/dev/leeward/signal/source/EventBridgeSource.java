package dev.leeward.signal.source;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.source.Refusal.Why;
import java.time.Duration;
import java.util.List;

/** Changes of CloudWatch's alarms by an API destination of EventBridge. */
public final class EventBridgeSource implements Source {
    private final HookSettings.EventBridge settings;

    /** Of one that is configured so. */
    public EventBridgeSource(HookSettings.EventBridge settings) {
        this.settings = settings;
    }

    @Override
    public Reading read(Delivery delivery) {
        var refusal = Credentials.refusal(settings.credential(), delivery);
        if (refusal.isPresent()) return new Reading.Refused(refusal.get());
        var event = Body.of(delivery.text());
        var id = event.flatMap(e -> e.text("id"));
        if (event.isEmpty() || id.isEmpty()) {
            return Reading.refused(
                    Why.MALFORMED,
                    "it is no event of EventBridge: send events as they are, without an input transformer");
        }
        var signal = CloudWatchAlarms.ofEvent(settings.name(), event.get());
        if (signal.isEmpty()) {
            return Reading.refused(
                    Why.MALFORMED, "it is no CloudWatch Alarm State Change: have the rule match that detail-type only");
        }
        // An event may be delivered as late as a day after it happened.
        var age = event.get()
                .text("time")
                .flatMap(CloudWatchAlarms::time)
                .map(at -> Proof.age(at, delivery.at()))
                .orElse(Duration.ZERO);
        return new Reading.Understood(List.of(signal.get()), true, id, age);
    }
}
