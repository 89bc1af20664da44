package dev.leeward.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** How the node itself does. */
final class NodeMeters {
    final Histogram appends;
    final Gauge sequence;
    final Histogram turns;
    final Gauge inbox;
    final Counter decisions;
    final Counter notices;
    final Gauge outbox;
    final Gauge warmedUp;
    final Gauge leads;

    NodeMeters(PrometheusRegistry registry, String version) {
        appends = inside("leeward_journal_append_seconds", "From an append's call until it was durable.")
                .register(registry);
        turns = inside("leeward_loop_turn_seconds", "One turn of the control loop, appends included.")
                .register(registry);
        sequence = gauge("leeward_journal_sequence", "Sequence of the newest journal entry.")
                .register(registry);
        inbox = gauge("leeward_inbox_depth", "What the control loop has yet to read.")
                .register(registry);
        outbox = gauge("leeward_outbox_depth", "Notices that are not yet delivered everywhere.")
                .register(registry);
        warmedUp = gauge("leeward_warmed_up", "1 once enough fresh evidence was gathered to act on.")
                .register(registry);
        leads = gauge("leeward_leads", "1 while this node leads, 0 while it stands by.")
                .register(registry);
        decisions = counter("leeward_decisions_total", "Times a decision became another one.", "service", "decision")
                .register(registry);
        notices = counter("leeward_notices_total", "Notices that came to an end, by how.", "channel", "result")
                .register(registry);
        Info.builder()
                .name("leeward_build_info")
                .help("Always 1; the version as labels.")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(version, Runtime.version().toString());
    }

    private static Histogram.Builder inside(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(Durations.INSIDE);
    }

    private static Gauge.Builder gauge(String name, String help) {
        return Gauge.builder().name(name).help(help).withoutExemplars();
    }

    private static Counter.Builder counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars();
    }
}
