package dev.leeward.agent.page;

import dev.leeward.agent.fence.FenceDeeds.Looked;
import dev.leeward.agent.health.CheckState;
import dev.leeward.agent.health.HostHealth;
import dev.leeward.agent.link.Links;
import dev.leeward.agent.state.StateFile;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What is measured of the host; all of it read at the scrape. */
final class AgentMetrics {
    private static final double MILLIS = 1_000.0;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    AgentMetrics(String version, HostHealth health, StateFile state, Supplier<Looked> fence, Links links) {
        Info.builder()
                .name("leeward_agent")
                .help("The agent's version.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(version);
        gauge(
                "leeward_agent_serves",
                "1 while load balancers are told yes.",
                () -> flag(health.now().serves()));
        gauge(
                "leeward_agent_fenced",
                "1 while a fence is held.",
                () -> flag(state.now().fence().isPresent()));
        gauge(
                "leeward_agent_fence_hole",
                "1 while a fence is held and not all of it stands.",
                () -> flag(state.now().fence().isPresent() && !fence.get().whole()));
        gauge(
                "leeward_agent_epoch",
                "The highest epoch seen in an order.",
                () -> state.now().epoch());
        gauge(
                "leeward_agent_orders_age_seconds",
                "Since any orchestrator answered; 0 where there is none.",
                () -> seconds(links.silence().orElse(Duration.ZERO)));
        checks(health);
    }

    private void checks(HostHealth health) {
        GaugeWithCallback.builder()
                .name("leeward_agent_check_well")
                .help("1 while a check was seen to be well lately.")
                .labelNames("check")
                .callback(sink -> {
                    for (var each : health.now().checks()) sink.call(flag(each.well()), each.id());
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("leeward_agent_check_age_seconds")
                .help("Since the newest look of a check began.")
                .labelNames("check")
                .callback(sink -> {
                    for (CheckState each : health.now().checks()) {
                        each.age().ifPresent(age -> sink.call(seconds(age), each.id()));
                    }
                })
                .register(registry);
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(sink -> sink.call(value.getAsDouble()))
                .register(registry);
    }

    String scrape() {
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written to", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static double flag(boolean is) {
        return is ? 1 : 0;
    }

    private static double seconds(Duration length) {
        return length.toMillis() / MILLIS;
    }
}
