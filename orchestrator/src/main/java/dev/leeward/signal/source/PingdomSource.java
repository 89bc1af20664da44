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

/** Pingdom's webhook, unsigned. */
public final class PingdomSource implements Source {
    private final HookSettings.Pingdom settings;

    /** Of one that is configured so. */
    public PingdomSource(HookSettings.Pingdom settings) {
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
                        () -> Reading.refused(Why.MALFORMED, "it has no check_id with a current_state of UP or DOWN"));
    }

    private Optional<Signal> signal(Body body) {
        var check = body.text("check_id").filter(text -> !text.isBlank());
        var state = body.text("current_state").flatMap(PingdomSource::state);
        if (check.isEmpty() || state.isEmpty()) return Optional.empty();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("check", check.get());
        body.text("check_name").ifPresent(name -> labels.put("name", name));
        body.text("importance_level").ifPresent(level -> labels.put("importance", level));
        var name = labels.getOrDefault("name", "check " + check.get());
        var sentence =
                body.text("long_description").map(why -> name + ": " + why).orElse(name);
        return Optional.of(new Signal(
                settings.name(),
                check.get(),
                state.get(),
                body.text("state_changed_timestamp").flatMap(Proof::moment),
                labels,
                sentence));
    }

    /** Checks of transactions have words of their own. */
    private static Optional<SignalState> state(String word) {
        return switch (word) {
            case "DOWN", "FAILING" -> Optional.of(SignalState.FIRING);
            case "UP", "SUCCESS" -> Optional.of(SignalState.OVER);
            default -> Optional.empty();
        };
    }
}
