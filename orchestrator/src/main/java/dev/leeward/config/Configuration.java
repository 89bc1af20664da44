package dev.leeward.config;

import dev.leeward.declared.Declaration;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.probe.Check;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that one configuration file means.
 *
 * @param file where it was read from
 * @param digest hex SHA-256 of the file's bytes
 * @param topology services, regions, probes and references
 * @param steering the targets of each service, in the order of {@code Service.targets()}
 * @param measures what takes the measures of each service, for every one of {@code Service.measures()} that somebody takes
 * @param vantagePoints every place that watches, as the file lists them; empty where this node is the only one
 * @param hooks who may signal to this node
 * @param notifications who is told besides the log
 * @param verify how moves are proven unless a target says otherwise (each target carries its own, already merged)
 * @param declaration stores and tables, where the file has any
 * @param linode the account whose NodeBalancers are looked at and fenced, where the file has one
 * @param agents those that are expected beside the applications
 */
public record Configuration(
        Path file,
        String digest,
        Topology topology,
        Map<ServiceName, List<SteeringSettings>> steering,
        Map<ServiceName, List<MeasureSettings>> measures,
        ObserverSettings observer,
        List<VantageSettings> vantagePoints,
        JournalSettings journal,
        ApiSettings api,
        List<HookSettings> hooks,
        List<NotifySettings> notifications,
        VerifySettings verify,
        Optional<Declaration> declaration,
        Optional<LinodeAccount> linode,
        List<AgentSettings> agents) {
    public Configuration {
        var copy = new LinkedHashMap<ServiceName, List<SteeringSettings>>();
        steering.forEach((service, targets) -> copy.put(service, List.copyOf(targets)));
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        vantagePoints = List.copyOf(vantagePoints);
        steering = Collections.unmodifiableMap(copy);
        hooks = List.copyOf(hooks);
        notifications = List.copyOf(notifications);
        agents = List.copyOf(agents);
    }

    /** The vantage points other than this node. */
    public List<VantageSettings> peers() {
        VantagePoint here = observer.name();
        return vantagePoints.stream()
                .filter(point -> !point.name().equals(here))
                .toList();
    }

    /** The targets of one service, in order. */
    public List<SteeringSettings> steering(ServiceName service) {
        return steering.getOrDefault(service, List.of());
    }

    /** All targets of all services. */
    public List<SteeringSettings> targets() {
        var all = new ArrayList<SteeringSettings>();
        steering.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    /** The flow {@code name} as it is gone through in {@code region}, by a probe there or by a proof. */
    public Optional<UserFlow> flow(ServiceName service, RegionName region, String name) {
        Stream<UserFlow> looked = topology.services().stream()
                .filter(each -> each.name().equals(service))
                .flatMap(each -> each.regions().stream())
                .filter(each -> each.name().equals(region))
                .flatMap(each -> each.probes().stream())
                .flatMap(probe -> probe.check() instanceof Check.Flow(var flow) ? Stream.of(flow) : Stream.empty());
        Stream<UserFlow> proven = measures.getOrDefault(service, List.of()).stream()
                .flatMap(means -> means instanceof MeasureSettings.FlowProof proof
                        ? Stream.ofNullable(proof.flows().get(region))
                        : Stream.empty());
        return Stream.concat(looked, proven)
                .filter(flow -> flow.name().equals(name))
                .findFirst();
    }
}
