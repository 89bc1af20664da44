package dev.leeward.signal.source;

import dev.leeward.config.HookSettings;
import java.time.Duration;
import java.util.Optional;

/** Alertmanager's webhook, version 4. */
public final class AlertmanagerSource implements Source {
    private final HookSettings.Alertmanager settings;

    /** Of one that is configured so. */
    public AlertmanagerSource(HookSettings.Alertmanager settings) {
        this.settings = settings;
    }

    @Override
    public Reading read(Delivery delivery) {
        var refusal = Credentials.refusal(settings.credential(), delivery);
        if (refusal.isPresent()) return new Reading.Refused(refusal.get());
        return Alerts.of(settings.name(), delivery, "4")
                .<Reading>map(signals -> new Reading.Understood(signals, true, Optional.empty(), Duration.ZERO))
                .orElseGet(
                        () -> Reading.refused(Refusal.Why.MALFORMED, "it is no webhook of Alertmanager in version 4"));
    }
}
