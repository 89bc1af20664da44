package dev.leeward.signal.source;

import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The list of alerts that Alertmanager sends, and Grafana after it. One body may hold alerts that fire and others that are over,
 * so that the body's own status says nothing. Alertmanager sends what goes on firing again every {@code repeat_interval}:
 * that keeps it fresh. It delivers in order, and an alert may come back with the start that it had before, so no order is made
 * of its times.
 */
final class Alerts {
    private static final int MOST = 500;

    private Alerts() {}

    /** What the alerts say; empty where the body is none of {@code version}. */
    static Optional<List<Signal>> of(String source, Delivery delivery, String version) {
        var body = Body.of(delivery.text());
        if (body.flatMap(b -> b.text("version")).filter(version::equals).isEmpty()) return Optional.empty();
        return body.flatMap(b -> b.objects("alerts")).flatMap(alerts -> signals(source, alerts));
    }

    private static Optional<List<Signal>> signals(String source, List<Body> alerts) {
        if (alerts.size() > MOST) return Optional.empty();
        var signals = new ArrayList<Signal>();
        for (var alert : alerts) {
            var signal = signal(source, alert);
            if (signal.isEmpty()) return Optional.empty();
            signals.add(signal.get());
        }
        return Optional.of(signals);
    }

    private static Optional<Signal> signal(String source, Body alert) {
        var labels = alert.values("labels");
        var state = alert.text("status").flatMap(Alerts::state);
        if (labels.isEmpty() || state.isEmpty()) return Optional.empty();
        var identity = alert.text("fingerprint").orElseGet(() -> new TreeMap<>(labels).toString());
        return Optional.of(new Signal(
                source, identity, state.get(), Optional.empty(), new LinkedHashMap<>(labels), sentence(alert, labels)));
    }

    private static Optional<SignalState> state(String status) {
        return switch (status) {
            case "firing" -> Optional.of(SignalState.FIRING);
            case "resolved" -> Optional.of(SignalState.OVER);
            default -> Optional.empty();
        };
    }

    /** An alert that is over may have lost its annotations. */
    private static String sentence(Body alert, Map<String, String> labels) {
        var name = labels.getOrDefault("alertname", "an alert without a name");
        var said = alert.values("annotations");
        return Optional.ofNullable(said.get("summary"))
                .or(() -> Optional.ofNullable(said.get("description")))
                .map(words -> name + ": " + words)
                .orElse(name);
    }
}
