package dev.leeward.config.load;

import dev.leeward.config.AgentSettings;
import dev.leeward.config.ApiSettings;
import dev.leeward.config.HookSettings;
import dev.leeward.config.JournalSettings;
import dev.leeward.config.MeasureSettings;
import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.config.NotifySettings;
import dev.leeward.config.ObserverSettings;
import dev.leeward.config.SteeringSettings;
import dev.leeward.config.VantageSettings;
import dev.leeward.config.VerifySettings;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Store;
import dev.leeward.health.HealthPolicy;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.measure.Measures;
import dev.leeward.probe.Check;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was read before the rules were asked: complete where the file is right, with defaults where a value is wrong, so
 * that the rules can look at the rest.
 */
record Draft(
        List<ServiceDraft> services,
        List<ProbeDraft> references,
        ObserverSettings observer,
        List<VantageSettings> vantagePoints,
        JournalSettings journal,
        ApiSettings api,
        List<HookSettings> hooks,
        List<NoticeDraft> notices,
        VerifySettings verify,
        List<PlaceDraft> places,
        Optional<DeclarationDraft> declaration,
        Optional<LinodeAccount> linode) {

    /** Whose looks count: everybody in the list, and this node; empty without a list. */
    List<VantagePoint> observers() {
        return observers(vantagePoints, observer);
    }

    static List<VantagePoint> observers(List<VantageSettings> points, ObserverSettings observer) {
        if (points.isEmpty()) return List.of();
        return Stream.concat(points.stream().map(VantageSettings::name), Stream.of(observer.name()))
                .distinct()
                .toList();
    }

    /**
     * A service; each draft carries the path it was read from.
     *
     * @param tables those it keeps its state in, where the file names them
     * @param flows what its users do, by name
     */
    record ServiceDraft(
            String path,
            ServiceName name,
            List<RegionDraft> regions,
            HealthPolicy detection,
            FailoverPolicy failover,
            FailbackPolicy failback,
            List<SteeringDraft> steering,
            Optional<List<String>> tables,
            RunBookDraft runBook,
            Map<String, UserFlow> flows) {}

    /**
     * What a move does besides steering.
     *
     * @param settings by which means, for all that somebody takes
     */
    record RunBookDraft(String path, Measures measures, List<MeasureSettings> settings) {}

    /** A region; without endpoints when those are wrong. */
    record RegionDraft(
            String path,
            RegionName name,
            Optional<Endpoints> endpoints,
            List<ProbeDraft> probes,
            List<AgentSettings> agents,
            Optional<NodeBalancerPlace> nodeBalancer) {}

    /** A probe whose timers may still contradict each other. */
    record ProbeDraft(String path, ProbeId id, Check check, Duration interval, Duration timeout, Duration burst) {}

    /** What fails together: names of regions, nodes, hosts of etcd, targets and notifications. */
    record PlaceDraft(
            String path,
            String name,
            List<String> regions,
            List<String> nodes,
            List<String> etcd,
            List<String> targets,
            List<String> notices) {}

    /** Who is told. */
    record NoticeDraft(String path, NotifySettings settings) {}

    /** Stores and tables. */
    record DeclarationDraft(List<StoreDraft> stores, List<TableDraft> tables, Optional<TableDraft> health) {
        Declaration declaration() {
            return new Declaration(
                    stores.stream().map(StoreDraft::store).toList(),
                    tables.stream().map(TableDraft::table).toList(),
                    health.map(TableDraft::table));
        }
    }

    /** A store. */
    record StoreDraft(String path, Store store) {}

    /**
     * A table.
     *
     * @param saysReplication whether the file says how its replicas are kept alike
     */
    record TableDraft(String path, DeclaredTable table, boolean saysReplication) {}

    /** A target. */
    record SteeringDraft(String path, SteeringSettings settings) {}
}
