package dev.leeward.metrics;

import dev.leeward.notify.ChannelStanding;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How the channels of notices stand, asked at each scrape. They come from the configuration, so that their number is bounded. */
final class ChannelMeters {
    private volatile Supplier<Map<String, ChannelStanding>> standings = Map::of;

    ChannelMeters(PrometheusRegistry registry) {
        gauge(
                registry,
                "leeward_channel_failing",
                "1 while nothing gets through a channel, or its last notice was given up, and the others were told.",
                one -> one.failing() ? 1 : 0);
        gauge(registry, "leeward_channel_waiting", "Notices that wait for a channel.", ChannelStanding::waiting);
    }

    void of(Supplier<Map<String, ChannelStanding>> next) {
        standings = next;
    }

    private void gauge(PrometheusRegistry registry, String name, String help, ToDoubleFunction<ChannelStanding> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("channel")
                .callback(gauge ->
                        standings.get().forEach((channel, one) -> gauge.call(value.applyAsDouble(one), channel)))
                .register(registry);
    }
}
