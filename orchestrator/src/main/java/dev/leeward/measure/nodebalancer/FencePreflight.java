package dev.leeward.measure.nodebalancer;

import dev.leeward.config.MeasureSettings.NodeBalancerFence;
import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.linode.NodeBalancers;
import dev.leeward.linode.NodeBalancers.Balancer;
import dev.leeward.linode.NodeBalancers.Found;
import dev.leeward.linode.NodeBalancers.Node;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Finding.Severity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What would make a fence at NodeBalancers fail or fence the wrong hosts, found with reads alone. */
final class FencePreflight {
    private final NodeBalancerFence settings;
    private final NodeBalancers api;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, RegionName> seen = new HashMap<>();

    FencePreflight(NodeBalancerFence settings, NodeBalancers api) {
        this.settings = settings;
        this.api = api;
    }

    List<Finding> look(Allowance allowance) {
        settings.places().forEach((region, place) -> {
            switch (api.find(place.name(), allowance)) {
                case Answer.Got<Found>(Found found) -> judge(region, place, found, allowance);
                case Answer.Refused<Found>(Problem problem) -> error(region, problem.code(), problem.sentence());
                case Answer.Doubtful<Found>(Problem problem) -> error(region, problem.code(), problem.sentence());
            }
        });
        return List.copyOf(findings);
    }

    private void judge(RegionName region, NodeBalancerPlace place, Found found, Allowance allowance) {
        Balancer balancer = found.balancer();
        found.scopes().ifPresent(scopes -> judgeScopes(region, scopes));
        place.region()
                .filter(wanted -> !wanted.equals(balancer.region()))
                .ifPresent(wanted -> error(
                        region,
                        FaultCode.MISCONFIGURED,
                        "%s is in Linode's %s, not in %s".formatted(balancer.label(), balancer.region(), wanted)));
        // A NodeBalancer takes nodes of its own region only, so two of one region fail together.
        Optional.ofNullable(seen.putIfAbsent(balancer.region(), region))
                .ifPresent(other -> warning(
                        region,
                        "%s is in Linode's %s, as that of %s is"
                                .formatted(balancer.label(), balancer.region(), other)));
        judgeAddresses(region, place, balancer);
        if (api.ports(balancer, allowance).then(ports -> api.nodes(balancer, ports, allowance))
                        instanceof Answer.Got<List<Node>>(List<Node> nodes)
                && nodes.isEmpty()) {
            error(region, FaultCode.NOT_FOUND, balancer.label() + " has no nodes");
        }
    }

    private void judgeScopes(RegionName region, String scopes) {
        boolean mayWrite = List.of(scopes.split("[ ,]+", -1)).stream()
                .anyMatch(each -> each.equals("*") || each.equals("nodebalancers:read_write"));
        if (!mayWrite) {
            error(
                    region,
                    FaultCode.FORBIDDEN,
                    "the Linode token may do '%s'; it needs nodebalancers:read_write".formatted(scopes));
        }
    }

    /** What is fenced has to be what users are sent to. */
    private void judgeAddresses(RegionName region, NodeBalancerPlace place, Balancer balancer) {
        Set<InetAddress> own = Stream.concat(balancer.ipv4().stream(), balancer.ipv6().stream())
                .map(InetAddress::ofLiteral)
                .collect(Collectors.toSet());
        place.addresses().stream()
                .filter(address -> !own.contains(InetAddress.ofLiteral(address)))
                .forEach(address -> error(
                        region,
                        FaultCode.MISCONFIGURED,
                        "users are sent to %s, which is not an address of %s (%s)"
                                .formatted(
                                        address,
                                        balancer.label(),
                                        Stream.concat(balancer.ipv4().stream(), balancer.ipv6().stream())
                                                .collect(Collectors.joining(", ")))));
    }

    private void error(RegionName region, FaultCode code, String sentence) {
        findings.add(new Finding(Severity.ERROR, code, region + ": " + sentence));
    }

    private void warning(RegionName region, String sentence) {
        findings.add(new Finding(Severity.WARNING, FaultCode.MISCONFIGURED, region + ": " + sentence));
    }
}
