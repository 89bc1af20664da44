package dev.leeward.emulator.linode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The NodeBalancers of one account with their ports and nodes. Thread-safe. */
public final class LinodeBalancers {
    static final Set<String> MODES = Set.of("accept", "reject", "drain", "backup");

    private final Map<Long, LinodeBalancer> balancers = new LinkedHashMap<>();
    private final Map<Long, LinodePort> ports = new LinkedHashMap<>();
    private final Map<Long, LinodeNode> nodes = new LinkedHashMap<>();
    private long lastId = 50_000;

    LinodeBalancers() {}

    /** One port of a NodeBalancer, which the API calls its config. */
    public record LinodePort(long id, long balancerId, int port) {}

    /** Adds a NodeBalancer in a region of Linode's. */
    public synchronized LinodeBalancer add(String label, String region, String ipv4, String ipv6) {
        var added = new LinodeBalancer(++lastId, label, region, ipv4, ipv6, List.of());
        balancers.put(added.id(), added);
        return added;
    }

    /** Adds a port with nodes at these addresses, which accept and are up. */
    public synchronized LinodePort addPort(LinodeBalancer balancer, int port, String... addresses) {
        var added = new LinodePort(++lastId, balancer.id(), port);
        ports.put(added.id(), added);
        for (String address : addresses) {
            long id = ++lastId;
            String where = address + ":" + port;
            nodes.put(id, new LinodeNode(id, balancer.id(), added.id(), where, "node-" + id, "accept", "UP"));
        }
        return added;
    }

    /** Sets a node's mode behind the API's back. */
    public synchronized void setMode(LinodeNode node, String mode) {
        nodes.computeIfPresent(node.id(), (id, now) -> now.with(mode, now.status()));
    }

    /** What the NodeBalancer's own checks say of a node from now on. */
    public synchronized void setStatus(LinodeNode node, String status) {
        nodes.computeIfPresent(node.id(), (id, now) -> now.with(now.mode(), status));
    }

    /** The nodes of a NodeBalancer, oldest first. */
    public synchronized List<LinodeNode> nodes(LinodeBalancer balancer) {
        return nodes.values().stream()
                .filter(node -> node.balancerId() == balancer.id())
                .toList();
    }

    /** How a NodeBalancer stands now. */
    public synchronized Optional<LinodeBalancer> balancer(long id) {
        return Optional.ofNullable(balancers.get(id));
    }

    synchronized List<LinodeBalancer> all() {
        return new ArrayList<>(balancers.values());
    }

    synchronized List<LinodePort> ports(long balancerId) {
        return ports.values().stream()
                .filter(port -> port.balancerId() == balancerId)
                .toList();
    }

    synchronized List<LinodeNode> nodes(long balancerId, long configId) {
        return nodes.values().stream()
                .filter(node -> node.balancerId() == balancerId && node.configId() == configId)
                .toList();
    }

    synchronized Optional<LinodeNode> node(long balancerId, long configId, long id) {
        return Optional.ofNullable(nodes.get(id))
                .filter(node -> node.balancerId() == balancerId && node.configId() == configId);
    }

    synchronized LinodeBalancer tag(LinodeBalancer balancer, List<String> tags) {
        var now = balancer.tagged(tags);
        balancers.put(now.id(), now);
        return now;
    }

    synchronized LinodeNode changeMode(LinodeNode node, String mode) {
        var now = node.with(mode, node.status());
        nodes.put(now.id(), now);
        return now;
    }
}
