package dev.leeward.signal.source;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Refusal.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whatever signs as Leeward's webhooks do: HMAC-SHA-256 over the time stamp, a full stop and the body. Reads Leeward's own notices
 * too, so that one Leeward can signal to another.
 */
public final class GenericSource implements Source {
    private static final String SCHEME = "sha256=";

    private final HookSettings.Generic settings;

    /** Of one that is configured so. */
    public GenericSource(HookSettings.Generic settings) {
        this.settings = settings;
    }

    @Override
    public Reading read(Delivery delivery) {
        var stamp = delivery.header("X-Leeward-Timestamp").orElse("");
        var given = delivery.header("X-Leeward-Signature").orElse("");
        var expected = SCHEME + Proof.hmac(settings.secret().reveal(), stamp + ".", delivery.body());
        var sent = Proof.moment(stamp);
        if (sent.isEmpty() || !Proof.same(given, expected)) {
            return Reading.refused(
                    Why.FORGED,
                    "it is not signed with the secret of this source: X-Leeward-Signature is sha256= and the HMAC of"
                            + " X-Leeward-Timestamp, a full stop and the body");
        }
        var untimely = Proof.untimely(sent.get(), delivery.at(), Proof.TOLERANCE);
        if (untimely.isPresent()) return new Reading.Refused(untimely.get());
        return Body.of(delivery.text())
                .flatMap(body -> signal(body))
                .<Reading>map(signal -> new Reading.Understood(
                        List.of(signal), true, Optional.of(given), age(signal, sent.get(), delivery.at())))
                .orElseGet(() -> Reading.refused(
                        Why.MALFORMED,
                        "it says neither a key with ends: true or false, nor an identity with a state of firing, over or"
                                + " undecided"));
    }

    /** A notice may have waited long for its delivery, and is signed anew at each attempt. */
    private static Duration age(Signal signal, Instant sent, Instant now) {
        return Proof.age(signal.changedAt().filter(sent::isAfter).orElse(sent), now);
    }

    private Optional<Signal> signal(Body body) {
        var identity = body.text("identity").or(() -> body.text("key")).filter(text -> !text.isBlank());
        var state = body.text("state")
                .flatMap(GenericSource::state)
                .or(() -> body.text("ends").flatMap(GenericSource::end));
        return identity.flatMap(id -> state.map(s -> new Signal(
                settings.name(),
                id,
                s,
                changedAt(body),
                labels(body),
                body.text("sentence").orElse(id))));
    }

    private static Optional<SignalState> state(String text) {
        return switch (text) {
            case "firing" -> Optional.of(SignalState.FIRING);
            case "over" -> Optional.of(SignalState.OVER);
            case "undecided" -> Optional.of(SignalState.UNDECIDED);
            default -> Optional.empty();
        };
    }

    private static Optional<SignalState> end(String ends) {
        return switch (ends) {
            case "true" -> Optional.of(SignalState.OVER);
            case "false" -> Optional.of(SignalState.FIRING);
            default -> Optional.empty();
        };
    }

    /** Notices have no labels of their own: what they say is matched as it stands. */
    private static Map<String, String> labels(Body body) {
        var labels = new LinkedHashMap<String, String>();
        if (body.object("labels").isPresent()) return body.values("labels");
        for (var name : List.of("kind", "key", "service", "severity")) {
            body.text(name).ifPresent(value -> labels.put(name, value));
        }
        return labels;
    }

    private static Optional<Instant> changedAt(Body body) {
        try {
            return body.text("at").map(Instant::parse);
        } catch (DateTimeParseException notOne) {
            // Without a time that can be read, the order is that in which things come.
            return Optional.empty();
        }
    }
}
