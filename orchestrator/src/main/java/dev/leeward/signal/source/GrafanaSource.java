package dev.leeward.signal.source;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.source.Refusal.Why;
import java.util.Locale;
import java.util.Optional;

/**
 * Grafana's webhook, which has Alertmanager's shape and a version of its own. It signs the seconds since 1970, a colon and the body,
 * once it is told in which header to send the seconds; without them a delivery could be replayed forever, so they are required.
 */
public final class GrafanaSource implements Source {
    private final HookSettings.Grafana settings;

    /** Of one that is configured so. */
    public GrafanaSource(HookSettings.Grafana settings) {
        this.settings = settings;
    }

    @Override
    public Reading read(Delivery delivery) {
        var stamp = delivery.header(settings.timestampHeader()).orElse("");
        var given = delivery.header("X-Grafana-Alerting-Signature").orElse("").toLowerCase(Locale.ROOT);
        var expected = Proof.hmac(settings.secret().reveal(), stamp + ":", delivery.body());
        var sent = Proof.moment(stamp);
        if (sent.isEmpty() || !Proof.same(given, expected)) {
            return Reading.refused(
                    Why.FORGED,
                    "it is not signed with the secret of this source and the time in the header "
                            + settings.timestampHeader() + ": set both under HMAC signature of the contact point");
        }
        var untimely = Proof.untimely(sent.get(), delivery.at(), Proof.TOLERANCE);
        if (untimely.isPresent()) return new Reading.Refused(untimely.get());
        return Alerts.of(settings.name(), delivery, "1")
                .<Reading>map(signals ->
                        new Reading.Understood(signals, true, Optional.of(given), Proof.age(sent.get(), delivery.at())))
                .orElseGet(() -> Reading.refused(Why.MALFORMED, "it is no webhook of Grafana's alerting"));
    }
}
