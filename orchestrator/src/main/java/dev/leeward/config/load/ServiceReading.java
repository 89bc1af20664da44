package dev.leeward.config.load;

import dev.leeward.config.AgentSettings;
import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.config.VerifySettings;
import dev.leeward.config.load.Draft.DeclarationDraft;
import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.config.load.Draft.RunBookDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Draft.SteeringDraft;
import dev.leeward.health.HealthPolicy;
import dev.leeward.measure.Measures;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads one service. */
final class ServiceReading {
    private static final int MAX_REGIONS = 16;
    private static final int MAX_TARGETS = 32;
    private static final int MAX_ADDRESSES = 64;

    private ServiceReading() {}

    static Optional<ServiceDraft> read(
            String name, Cell cell, VerifySettings verify, int quorum, Optional<DeclarationDraft> declared) {
        if (!ServiceName.isValid(name)) {
            return cell.wrong(
                    Cell.quoted(name) + " cannot be the name of a service",
                    "use lower-case letters, digits and hyphens, at most 63");
        }
        return cell.section("the settings of a service").map(section -> {
            HealthPolicy design = HealthPolicy.defaults().withQuorum(quorum);
            HealthPolicy detection =
                    policy(section, "detection", design, inner -> PolicyReading.detection(inner, design));
            Map<String, UserFlow> flows =
                    section.cell("flows").map(FlowReading::read).orElse(Map.of());
            List<RegionDraft> regions = regions(section, name, detection, declared, flows);
            FailoverPolicy failover = policy(section, "failover", FailoverPolicy.defaults(), PolicyReading::failover);
            FailbackPolicy failback = policy(section, "failback", FailbackPolicy.defaults(), PolicyReading::failback);
            var steering =
                    new SteeringReading(regions.stream().map(RegionDraft::name).toList(), verify);
            List<SteeringDraft> targets = section.require("steering", "steering: with at least one target")
                    .map(list -> {
                        if (list.items("targets").filter(List::isEmpty).isPresent()) {
                            list.wrong("the list of targets is empty", "without a target nothing can be moved");
                        }
                        return Section.items(list, "targets", steering::target);
                    })
                    .orElse(List.of());
            if (targets.size() > MAX_TARGETS) cell.wrong("more than " + MAX_TARGETS + " targets");
            Optional<List<String>> tables = section.cell("tables")
                    .map(list -> Section.items(list, "names of tables under data", Values::words));
            var runBook = section.cell("run-book")
                    .map(steps -> RunBookReading.read(steps, new RegionMeans(flows, regions)))
                    .orElse(new RunBookDraft(section.place().path() + ".run-book", Measures.NONE, List.of()));
            section.end();
            return new ServiceDraft(
                    cell.place().path(),
                    new ServiceName(name),
                    regions,
                    detection,
                    failover,
                    failback,
                    targets,
                    tables,
                    runBook,
                    flows);
        });
    }

    private static <T> T policy(Section section, String key, T otherwise, Function<Section, T> read) {
        return section.cell(key)
                .flatMap(cell -> cell.section("keys with values"))
                .map(inner -> {
                    T policy = read.apply(inner);
                    inner.end();
                    return policy;
                })
                .orElse(otherwise);
    }

    private static List<RegionDraft> regions(
            Section section,
            String service,
            HealthPolicy detection,
            Optional<DeclarationDraft> declared,
            Map<String, UserFlow> flows) {
        List<RegionDraft> drafts = new ArrayList<>();
        Optional<Cell> cell = section.require("regions", "regions: with at least two of them");
        Optional<Map<String, Cell>> named = cell.flatMap(c -> c.named("regions, each with its name"));
        named.ifPresent(regions -> {
            regions.forEach((name, region) ->
                    region(name, region, service, detection, declared, flows).ifPresent(drafts::add));
            if (regions.size() < 2) {
                cell.ifPresent(c -> c.wrong("a service needs at least two regions, this has " + regions.size()));
            }
            if (regions.size() > MAX_REGIONS) cell.ifPresent(c -> c.wrong("more than " + MAX_REGIONS + " regions"));
        });
        return drafts;
    }

    private static Optional<RegionDraft> region(
            String name,
            Cell cell,
            String service,
            HealthPolicy detection,
            Optional<DeclarationDraft> declared,
            Map<String, UserFlow> flows) {
        if (!RegionName.isValid(name)) {
            return cell.wrong(
                    Cell.quoted(name) + " cannot be the name of a region",
                    "use lower-case letters, digits and hyphens, at most 63");
        }
        return cell.section("addresses and probes").map(section -> {
            Optional<NodeBalancerPlace> named = section.cell("nodebalancer").flatMap(NodeBalancerReading::place);
            Optional<Endpoints> endpoints =
                    section.require("addresses", "addresses: {A: [192.0.2.1]}").flatMap(at -> endpoints(at, named));
            Optional<NodeBalancerPlace> balancer = named.map(place -> NodeBalancerReading.at(place, endpoints));
            List<ProbeDraft> probes = section.require("probes", "probes: with at least one of them")
                    .map(list -> ProbeReading.read(
                            list,
                            service + "/" + name,
                            detection,
                            new StoreLooks(declared, Optional.of(new RegionName(name))),
                            new RegionLooks(flows, endpoints, balancer)))
                    .orElse(List.of());
            List<AgentSettings> agents = section.cell("agents")
                    .filter(_ -> ServiceName.isValid(service))
                    .map(list -> AgentReading.read(list, new ServiceName(service), new RegionName(name)))
                    .orElse(List.of());
            section.end();
            return new RegionDraft(cell.place().path(), new RegionName(name), endpoints, probes, agents, balancer);
        });
    }

    private static Optional<Endpoints> endpoints(Cell cell, Optional<NodeBalancerPlace> balancer) {
        return cell.section("record types with their values").flatMap(section -> {
            SortedMap<RecordType, SortedSet<String>> byType = new TreeMap<>();
            put(byType, RecordType.A, section.cell("A"), c -> address(c, balancer, false));
            put(byType, RecordType.AAAA, section.cell("AAAA"), c -> address(c, balancer, true));
            put(byType, RecordType.CNAME, section.cell("CNAME"), Network::dnsName);
            section.end();
            if (!section.sound()) return Optional.empty();
            if (byType.isEmpty()) return cell.wrong("no address is given", "add A: [192.0.2.1], AAAA or CNAME");
            boolean crowded = byType.containsKey(RecordType.CNAME)
                    && (byType.size() > 1
                            || byType.getOrDefault(RecordType.CNAME, new TreeSet<>())
                                            .size()
                                    > 1);
            return crowded
                    ? cell.wrong("a CNAME stands alone (RFC 1034, section 3.6.2)", "give either one CNAME or addresses")
                    : Optional.of(new Endpoints(byType));
        });
    }

    private static void put(
            SortedMap<RecordType, SortedSet<String>> byType,
            RecordType type,
            Optional<Cell> given,
            Cell.Parser<String> parser) {
        if (given.isEmpty()) return;
        Cell cell = given.get();
        boolean isList = cell.scalar().isEmpty();
        List<String> values = isList
                ? Section.items(cell, "addresses", parser)
                : parser.parse(cell).map(List::of).orElse(List.of());
        if (values.size() > MAX_ADDRESSES) cell.wrong("more than " + MAX_ADDRESSES + " values");
        if (isList && values.size() != new TreeSet<>(values).size()) cell.wrong("the same value stands here twice");
        boolean emptyList =
                isList && cell.items("addresses").filter(List::isEmpty).isPresent();
        if (emptyList) cell.wrong("the list is empty", "give an address or leave the type out");
        if (!values.isEmpty()) byType.put(type, new TreeSet<>(values));
    }

    private static Optional<String> address(Cell cell, Optional<NodeBalancerPlace> balancer, boolean v6) {
        if (NodeBalancerReading.isMeant(cell)) return NodeBalancerReading.address(cell, balancer, v6);
        String what = v6 ? "an IPv6 address" : "an IPv4 address";
        return Values.words(cell).flatMap(text -> {
            Optional<InetAddress> address = Network.literal(text);
            if (address.isEmpty()) return cell.expected(what);
            if (address.get() instanceof Inet6Address != v6) {
                return cell.wrong(
                        "expected " + what + ", found " + cell.found(), "it belongs under " + (v6 ? "A" : "AAAA"));
            }
            return address.get().isAnyLocalAddress() || address.get().isMulticastAddress()
                    ? cell.wrong(cell.found() + " is not the address of a server")
                    : address.map(Network::canonical);
        });
    }
}
