package dev.leeward.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The calls about NodeBalancers that are needed. Modes of single nodes are changed, and tags; nodes are never added, deleted or
 * rebuilt. Needs the scope {@code nodebalancers:read_only}, for changes {@code nodebalancers:read_write}.
 */
public final class NodeBalancers implements AutoCloseable {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final LinodeHttp http;
    private final Lists lists;

    /** Makes no call yet. */
    public NodeBalancers(LinodeAccount account) {
        http = new LinodeHttp(account);
        lists = new Lists(http);
    }

    /**
     * A NodeBalancer.
     *
     * @param region in Linode's words, such as {@code us-east}; all its nodes are there
     */
    public record Balancer(
            long id, String label, String region, Optional<String> ipv4, Optional<String> ipv6, List<String> tags) {}

    /** A NodeBalancer, and the scopes of the token that found it. */
    public record Found(Balancer balancer, Optional<String> scopes) {}

    /** One of the ports that a NodeBalancer listens at. */
    public record Port(long id, int number) {}

    /**
     * A node behind one port.
     *
     * @param mode {@code accept}, {@code reject}, {@code drain} or {@code backup}
     * @param health what the NodeBalancer's own checks say
     */
    public record Node(long id, Port port, String address, String mode, Health health) {}

    /** What a NodeBalancer knows of a node. */
    public enum Health {
        UP,
        DOWN,
        UNKNOWN;

        /** The document says {@code unknown}, real answers {@code Unknown}. */
        static Health of(String status) {
            if (status.equalsIgnoreCase("up")) return UP;
            return status.equalsIgnoreCase("down") ? DOWN : UNKNOWN;
        }
    }

    /** The NodeBalancer of this label, or of this id where it has only digits. */
    public Answer<Found> find(String name, Allowance allowance) {
        if (name.matches("[0-9]{1,18}")) {
            return http.call("GET", "nodebalancers/" + name, Optional.empty(), Optional.empty(), allowance)
                    .then(reply -> reply.body().path("id").isIntegralNumber()
                            ? new Answer.Got<>(new Found(balancer(reply.body()), reply.scopes()))
                            : Lists.garbled("a NodeBalancer"));
        }
        String filter = NODES.objectNode().put("label", name).toString();
        return lists.all("nodebalancers", Optional.of(filter), allowance).then(listed -> {
            // Checked here too, in case the filter was ignored.
            List<Balancer> matching = listed.items().stream()
                    .map(NodeBalancers::balancer)
                    .filter(each -> each.label().equals(name))
                    .toList();
            if (matching.size() == 1) return new Answer.Got<>(new Found(matching.getFirst(), listed.scopes()));
            return new Answer.Refused<>(
                    matching.isEmpty()
                            ? Problem.lasting(
                                    FaultCode.NOT_FOUND, "the Linode account of this token has no NodeBalancer " + name)
                            : Problem.lasting(FaultCode.AMBIGUOUS, "Linode lists several NodeBalancers " + name));
        });
    }

    /** The ports of a NodeBalancer. */
    public Answer<List<Port>> ports(Balancer balancer, Allowance allowance) {
        return lists.all("nodebalancers/" + balancer.id() + "/configs", Optional.empty(), allowance)
                .then(listed -> new Answer.Got<>(listed.items().stream()
                        .map(each -> new Port(
                                each.path("id").longValue(), each.path("port").asInt(0)))
                        .toList()));
    }

    /** The nodes behind these ports. */
    public Answer<List<Node>> nodes(Balancer balancer, List<Port> ports, Allowance allowance) {
        List<Node> all = new ArrayList<>();
        for (Port port : ports) {
            Answer<Lists.Listed> listed = lists.all(path(balancer, port), Optional.empty(), allowance);
            if (!(listed instanceof Answer.Got<Lists.Listed>(Lists.Listed some)))
                return listed.then(_ -> Lists.garbled("nodes"));
            some.items().forEach(each -> all.add(node(port, each)));
        }
        return new Answer.Got<>(List.copyOf(all));
    }

    /** Sets a node's mode, and nothing else of it. */
    public Answer<Node> mode(Balancer balancer, Node node, String mode, Allowance allowance) {
        var body = NODES.objectNode().put("mode", mode);
        String path = path(balancer, node.port()) + "/" + node.id();
        return http.call("PUT", path, Optional.empty(), Optional.of(body), allowance)
                .then(reply -> reply.body().path("id").isIntegralNumber()
                        ? new Answer.Got<>(node(node.port(), reply.body()))
                        : Lists.garbled("a node"));
    }

    /** Sets the tags of a NodeBalancer, all of them. */
    public Answer<Balancer> tag(Balancer balancer, List<String> tags, Allowance allowance) {
        ArrayNode list = NODES.arrayNode();
        tags.forEach(list::add);
        var body = NODES.objectNode();
        body.set("tags", list);
        return http.call("PUT", "nodebalancers/" + balancer.id(), Optional.empty(), Optional.of(body), allowance)
                .then(reply -> reply.body().path("id").isIntegralNumber()
                        ? new Answer.Got<>(balancer(reply.body()))
                        : Lists.garbled("a NodeBalancer"));
    }

    private static String path(Balancer balancer, Port port) {
        return "nodebalancers/" + balancer.id() + "/configs/" + port.id() + "/nodes";
    }

    private static Balancer balancer(JsonNode json) {
        List<String> tags = new ArrayList<>();
        json.path("tags").forEach(tag -> tags.add(tag.asString("")));
        return new Balancer(
                json.path("id").longValue(),
                json.path("label").asString(""),
                json.path("region").asString(""),
                Optional.of(json.path("ipv4").asString("")).filter(text -> !text.isEmpty()),
                Optional.of(json.path("ipv6").asString("")).filter(text -> !text.isEmpty()),
                List.copyOf(tags));
    }

    private static Node node(Port port, JsonNode json) {
        return new Node(
                json.path("id").longValue(),
                port,
                json.path("address").asString(""),
                json.path("mode").asString(""),
                Health.of(json.path("status").asString("")));
    }

    @Override
    public void close() {
        http.close();
    }
}
