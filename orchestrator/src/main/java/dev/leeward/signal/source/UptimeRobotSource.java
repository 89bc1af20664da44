package dev.leeward.signal.source;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Refusal.Why;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * UptimeRobot's webhook, unsigned. Its body is what the user made of it; this reads the one that docs/SIGNALS.md gives. A variable
 * that UptimeRobot does not know for an alert stays as it is ({@code *alertDuration*}), and says nothing.
 */
public final class UptimeRobotSource implements Source {
    private final HookSettings.UptimeRobot settings;

    /** Of one that is configured so. */
    public UptimeRobotSource(HookSettings.UptimeRobot settings) {
        this.settings = settings;
    }

    @Override
    public Reading read(Delivery delivery) {
        var refusal = SecretPath.refusal(settings.path(), delivery);
        if (refusal.isPresent()) return new Reading.Refused(refusal.get());
        return Body.of(delivery.text())
                .flatMap(this::signal)
                .<Reading>map(signal -> new Reading.Understood(List.of(signal), false, Optional.empty(), Duration.ZERO))
                .orElseGet(
                        () -> Reading.refused(
                                Why.MALFORMED,
                                "it has no monitorID with an alertType of 1 or 2: have UptimeRobot post the body that docs/SIGNALS.md gives"));
    }

    private Optional<Signal> signal(Body body) {
        var monitor = value(body, "monitorID");
        var state = value(body, "alertType").flatMap(UptimeRobotSource::state);
        if (monitor.isEmpty() || state.isEmpty()) return Optional.empty();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("monitor", monitor.get());
        value(body, "monitorFriendlyName").ifPresent(name -> labels.put("name", name));
        var name = labels.getOrDefault("name", "monitor " + monitor.get());
        var sentence = value(body, "alertDetails").map(why -> name + ": " + why).orElse(name);
        return Optional.of(new Signal(settings.name(), monitor.get(), state.get(), Optional.empty(), labels, sentence));
    }

    private static Optional<SignalState> state(String alertType) {
        return switch (alertType) {
            case "1" -> Optional.of(SignalState.FIRING);
            case "2" -> Optional.of(SignalState.OVER);
            // 3 and others tell of the end of certificates and domains.
            default -> Optional.empty();
        };
    }

    private static Optional<String> value(Body body, String key) {
        return body.text(key)
                .filter(text -> !text.isBlank())
                .filter(text -> !(text.length() > 2 && text.startsWith("*") && text.endsWith("*")));
    }
}
