package dev.leeward.metrics;

import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.ReplicationLag;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * How far replication is, asked at each scrape, so that a lag grows while nobody reports. One that is not known has no value:
 * it is in a gauge of its own. Links come from the configuration, so that their number is bounded.
 */
final class LinkMeters {
    private volatile Supplier<List<LinkEvidence>> links = List::of;
    private volatile InstantSource clock = InstantSource.system();

    LinkMeters(PrometheusRegistry registry) {
        gauge(
                registry,
                "leeward_replication_lag_seconds",
                "How long ago everything that had been written in one region until then is known to be in the other; absent"
                        + " where unknown.",
                (link, gauge) -> {
                    if (ReplicationLag.of(link.progress(), clock.instant())
                            instanceof ReplicationLag.Measured measured) {
                        set(gauge, link, Durations.seconds(measured.length()));
                    }
                });
        gauge(
                registry,
                "leeward_replication_unapplied",
                "Changes that have been read and are not applied, by the last note; absent where unknown.",
                (link, gauge) -> {
                    if (link.isKnown())
                        set(gauge, link, (double) link.progress().unapplied());
                });
        gauge(
                registry,
                "leeward_replication_unknown",
                "1 while it is not known how far the link is.",
                (link, gauge) -> set(gauge, link, link.isKnown() ? 0 : 1));
    }

    void of(Supplier<List<LinkEvidence>> next, InstantSource by) {
        clock = by;
        links = next;
    }

    private void gauge(
            PrometheusRegistry registry,
            String name,
            String help,
            BiConsumer<LinkEvidence, GaugeWithCallback.Callback> each) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("from", "to", "table")
                .callback(gauge -> links.get().forEach(link -> each.accept(link, gauge)))
                .register(registry);
    }

    private static void set(GaugeWithCallback.Callback gauge, LinkEvidence link, double value) {
        var of = link.link();
        gauge.call(value, of.from().value(), of.to().value(), of.table());
    }
}
