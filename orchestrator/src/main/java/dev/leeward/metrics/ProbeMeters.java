package dev.leeward.metrics;

import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.service.Topology;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How looks went. Only probes of the configuration in force are told apart, and of those so many; the rest are "other". */
final class ProbeMeters {
    /** Label of what belongs to no service or region: never the name of one. */
    static final String NONE = "-";

    private static final int MOST_PROBES = 2_000;
    private static final Series OTHER = new Series(NONE, NONE, "other");

    private final Histogram durations;
    private final Counter results;
    private final Map<Series, Points> points = new ConcurrentHashMap<>();
    private volatile Map<ProbeId, Series> known = Map.of();

    ProbeMeters(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("leeward_probe_duration_seconds")
                .help("Where the time of looks went, by phase.")
                .labelNames("service", "region", "probe", "phase")
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(Durations.LOOKS)
                .register(registry);
        results = Counter.builder()
                .name("leeward_probe_results_total")
                .help("Looks, by what they showed.")
                .labelNames("service", "region", "probe", "result")
                .withoutExemplars()
                .register(registry);
    }

    /** Forgets the probes that are gone. */
    void configured(Topology topology) {
        var next = new HashMap<ProbeId, Series>();
        for (var service : topology.services()) {
            for (var region : service.regions()) {
                add(next, service.name().value(), region.name().value(), region.probes());
            }
        }
        add(next, NONE, NONE, topology.references());
        known = Map.copyOf(next);
        var kept = new HashSet<>(next.values());
        kept.add(OTHER);
        points.keySet().retainAll(kept);
        durations.removeIf(labels -> gone(kept, labels));
        results.removeIf(labels -> gone(kept, labels));
    }

    private static void add(Map<ProbeId, Series> to, String service, String region, List<Probe> probes) {
        var prefix = service + "/" + region + "/";
        for (var probe : probes) {
            if (to.size() == MOST_PROBES) return;
            var id = probe.id().value();
            var name = id.startsWith(prefix) ? id.substring(prefix.length()) : id;
            to.put(probe.id(), new Series(service, region, name));
        }
    }

    private static boolean gone(Set<Series> kept, List<String> labels) {
        return !kept.contains(new Series(labels.get(0), labels.get(1), labels.get(2)));
    }

    void observed(Observation observation) {
        var series = known.getOrDefault(observation.probe(), OTHER);
        points.computeIfAbsent(series, Points::new)
                .add(result(observation.sighting()), observation.sighting().timings());
    }

    private static String result(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Healthy _ -> "healthy";
            case Sighting.Inconclusive _ -> "inconclusive";
            case Sighting.Failing failing -> failing.kind().name().toLowerCase(Locale.ROOT);
        };
    }

    /** What tells one probe's series from another's. */
    private record Series(String service, String region, String probe) {}

    /** One probe's series, looked up once: this runs for every look. */
    private final class Points {
        private final Series series;
        private final Map<String, CounterDataPoint> byResult = new ConcurrentHashMap<>();
        private final Map<String, DistributionDataPoint> byPhase = new ConcurrentHashMap<>();

        Points(Series series) {
            this.series = series;
        }

        void add(String result, PhaseTimings took) {
            byResult.computeIfAbsent(
                            result,
                            name -> results.labelValues(series.service(), series.region(), series.probe(), name))
                    .inc();
            phase("resolve", took.resolve());
            phase("connect", took.connect());
            phase("tls", took.tls());
            phase("first_byte", took.firstByte());
            phase("transfer", took.transfer());
            phase("total", took.total());
        }

        private void phase(String phase, Duration took) {
            // Not reached, or there is none in this kind of look.
            if (took.isZero()) return;
            byPhase.computeIfAbsent(
                            phase,
                            name -> durations.labelValues(series.service(), series.region(), series.probe(), name))
                    .observe(Durations.seconds(took));
        }
    }
}
