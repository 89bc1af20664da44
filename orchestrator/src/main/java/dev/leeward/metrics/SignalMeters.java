package dev.leeward.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** What other monitors signal. Sources come from the configuration, so that their number is bounded. */
final class SignalMeters {
    private final Counter heard;
    private final Counter refused;

    SignalMeters(PrometheusRegistry registry) {
        heard = Counter.builder()
                .name("leeward_signals_total")
                .help("Signals of other monitors that were taken, by what they say.")
                .labelNames("source", "state")
                .withoutExemplars()
                .register(registry);
        refused = Counter.builder()
                .name("leeward_signals_refused_total")
                .help("Deliveries of other monitors that were not taken, by why.")
                .labelNames("source", "reason")
                .withoutExemplars()
                .register(registry);
    }

    void heard(String source, String state) {
        heard.labelValues(source, state.toLowerCase(Locale.ROOT)).inc();
    }

    void refused(String source, String reason) {
        refused.labelValues(source, reason.toLowerCase(Locale.ROOT)).inc();
    }
}
