package dev.leeward.config.load;

import dev.leeward.config.Configuration;
import dev.leeward.config.MeasureSettings;
import dev.leeward.config.SteeringSettings;
import dev.leeward.config.load.Draft.DeclarationDraft;
import dev.leeward.config.load.Draft.NoticeDraft;
import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.probe.Probe;
import dev.leeward.region.Region;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a configuration out of a draft without errors. */
final class Assembly {
    private Assembly() {}

    static Configuration of(Path file, String digest, Draft draft) {
        Map<ServiceName, List<SteeringSettings>> steering = new LinkedHashMap<>();
        draft.services()
                .forEach(service -> steering.put(
                        service.name(),
                        service.steering().stream().map(t -> t.settings()).toList()));
        Map<ServiceName, List<MeasureSettings>> measures = new LinkedHashMap<>();
        for (var service : draft.services()) measures.put(service.name(), FencedTables.named(service, draft));
        var topology = new Topology(
                draft.services().stream()
                        .map(service -> service(service)
                                .keeping(KeptTables.of(service, draft))
                                .taking(service.runBook().measures()))
                        .toList(),
                probes(draft.references()),
                draft.observers());
        return new Configuration(
                file,
                digest,
                topology,
                steering,
                measures,
                draft.observer(),
                draft.vantagePoints(),
                draft.journal(),
                draft.api(),
                draft.hooks(),
                draft.notices().stream().map(NoticeDraft::settings).toList(),
                draft.verify(),
                draft.declaration().map(DeclarationDraft::declaration),
                draft.linode(),
                draft.services().stream()
                        .flatMap(service -> service.regions().stream())
                        .flatMap(region -> region.agents().stream())
                        .toList());
    }

    private static Service service(ServiceDraft draft) {
        return new Service(
                draft.name(),
                draft.regions().stream().map(Assembly::region).toList(),
                draft.detection(),
                draft.failover(),
                draft.failback(),
                draft.steering().stream().map(t -> t.settings().id()).toList(),
                steadyTtl(draft));
    }

    private static Region region(RegionDraft draft) {
        return new Region(draft.name(), draft.endpoints().orElseThrow(), probes(draft.probes()));
    }

    private static List<Probe> probes(List<ProbeDraft> drafts) {
        return drafts.stream()
                .map(p -> new Probe(p.id(), p.check(), p.interval(), p.timeout(), p.burst()))
                .toList();
    }

    private static Duration steadyTtl(ServiceDraft draft) {
        return draft.steering().stream()
                .map(t -> t.settings() instanceof SteeringSettings.Dns name ? name.ttl() : Duration.ZERO)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
