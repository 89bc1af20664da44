package dev.leeward.metrics;

import dev.leeward.probe.VantagePoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What other vantage points tell. Peers come from the configuration, so that their number is bounded. */
final class EvidenceMeters {
    private final Counter looks;
    private final Counter dropped;
    private volatile Supplier<Map<String, Duration>> ages = Map::of;

    EvidenceMeters(PrometheusRegistry registry) {
        looks = Counter.builder()
                .name("leeward_peer_looks_total")
                .help("Looks of other vantage points that count.")
                .labelNames("peer")
                .withoutExemplars()
                .register(registry);
        dropped = Counter.builder()
                .name("leeward_peer_looks_dropped_total")
                .help("What other vantage points told and does not count, by why.")
                .labelNames("peer", "reason")
                .withoutExemplars()
                .register(registry);
        GaugeWithCallback.builder()
                .name("leeward_peer_evidence_age_seconds")
                .help("How long ago the newest look of another vantage point began.")
                .labelNames("peer")
                .callback(gauge -> ages.get().forEach((peer, age) -> gauge.call(Durations.seconds(age), peer)))
                .register(registry);
    }

    void ages(Supplier<Map<String, Duration>> next) {
        ages = next;
    }

    void heard(VantagePoint peer) {
        looks.labelValues(peer.value()).inc();
    }

    void dropped(VantagePoint peer, String reason, long count) {
        dropped.labelValues(peer.value(), reason.toLowerCase(Locale.ROOT)).inc(count);
    }
}
