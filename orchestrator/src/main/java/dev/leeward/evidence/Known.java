package dev.leeward.evidence;

import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What this node's configuration says of each probe, as far as evidence is concerned. */
record Known(Map<ProbeId, Asked> probes) {
    private static final Duration WITHOUT_SERVICES = Duration.ofSeconds(20);

    /**
     * One probe.
     *
     * @param check its fingerprint
     * @param freshFor how old a look at it may be
     */
    record Asked(String check, Duration freshFor) {}

    Known {
        probes = Map.copyOf(probes);
    }

    static Known of(Topology topology) {
        var probes = new HashMap<ProbeId, Asked>();
        for (var service : topology.services()) {
            var freshFor = service.detection().freshFor();
            service.regions().forEach(region -> add(region.probes(), freshFor, probes));
        }
        add(topology.references(), longest(topology.services()), probes);
        return new Known(probes);
    }

    private static void add(List<Probe> all, Duration freshFor, Map<ProbeId, Asked> to) {
        all.forEach(probe -> to.put(probe.id(), new Asked(Fingerprint.of(probe.check()), freshFor)));
    }

    private static Duration longest(List<Service> services) {
        return services.stream()
                .map(service -> service.detection().freshFor())
                .max(Comparator.naturalOrder())
                .orElse(WITHOUT_SERVICES);
    }

    /** The longest that anything is fresh. */
    Duration longest() {
        return probes.values().stream()
                .map(Asked::freshFor)
                .max(Comparator.naturalOrder())
                .orElse(WITHOUT_SERVICES);
    }
}
