package dev.leeward.metrics;

import dev.leeward.decision.Alarm;
import dev.leeward.health.Verdict;
import dev.leeward.journal.ServiceState;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the services stand by the journal: only those of the configuration in force. */
final class StateMeters {
    private final Gauge verdict;
    private final Gauge active;
    private final Gauge paused;
    private final Gauge drift;
    private final Gauge alarms;
    private final Gauge running;
    private final Gauge asked;
    private Map<ServiceName, Service> known = Map.of();

    StateMeters(PrometheusRegistry registry) {
        verdict = gauge("leeward_region_verdict", "1 for the verdict that holds.", "service", "region", "verdict")
                .register(registry);
        active = gauge("leeward_active_region", "1 for the region that carries traffic.", "service", "region")
                .register(registry);
        paused = gauge("leeward_paused", "1 while automatic effects are stopped.", "service")
                .register(registry);
        drift = gauge("leeward_target_drift", "1 while a target answers what it was not told to.", "service", "target")
                .register(registry);
        alarms = gauge("leeward_open_alarms", "Alarms that were raised and not cleared.", "service", "severity")
                .register(registry);
        running = gauge("leeward_run_open", "1 while a run is under way.", "service")
                .register(registry);
        asked = gauge("leeward_approval_open", "1 while a move waits for a person.", "service")
                .register(registry);
    }

    private static Gauge.Builder gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).withoutExemplars();
    }

    void configured(Topology topology) {
        var next = new HashMap<ServiceName, Service>();
        topology.services().forEach(service -> next.put(service.name(), service));
        known = Map.copyOf(next);
        for (var gauge : List.of(verdict, active, paused, drift, alarms, running, asked)) gauge.clear();
    }

    void stands(ServiceState state) {
        var service = known.get(state.service());
        if (service == null) return;
        var name = state.service().value();
        for (var region : service.regions()) {
            active.labelValues(name, region.name().value())
                    .set(one(state.active().filter(region.name()::equals).isPresent()));
            var held = state.verdicts().getOrDefault(region.name(), Verdict.UNKNOWN);
            for (var each : Verdict.values()) {
                verdict.labelValues(name, region.name().value(), lower(each)).set(one(each == held));
            }
        }
        for (var target : service.targets()) {
            drift.labelValues(name, target.value()).set(one(state.drift().containsKey(target)));
        }
        for (var severity : Alarm.Severity.values()) {
            long open = state.alarms().values().stream()
                    .filter(alarm -> alarm.severity() == severity)
                    .count();
            alarms.labelValues(name, lower(severity)).set((double) open);
        }
        paused.labelValues(name).set(one(state.pause().isPresent()));
        running.labelValues(name).set(one(state.run().isPresent()));
        asked.labelValues(name).set(one(state.asked().isPresent()));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static int one(boolean yes) {
        return yes ? 1 : 0;
    }
}
