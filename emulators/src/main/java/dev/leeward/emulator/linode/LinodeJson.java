package dev.leeward.emulator.linode;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The API's JSON. Answers carry a field that no document lists, as real ones do. */
final class LinodeJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String WHEN = "2018-01-02T03:04:05";

    private LinodeJson() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ObjectNode of(LinodeDomain domain) {
        ObjectNode json = object();
        json.put("id", domain.id())
                .put("domain", domain.domain())
                .put("type", domain.type())
                .put("status", domain.status())
                .put("description", "")
                .put("soa_email", "hostmaster@" + domain.domain())
                .put("ttl_sec", domain.ttlSec())
                .put("retry_sec", 0)
                .put("expire_sec", 0)
                .put("refresh_sec", 0)
                .put("group", "")
                .put("created", WHEN)
                .put("updated", WHEN)
                .put("edge_provider", "shield");
        for (String list : List.of("master_ips", "axfr_ips", "tags")) json.set(list, NODES.arrayNode());
        return json;
    }

    static ObjectNode of(LinodeRecord record) {
        ObjectNode json = object();
        json.put("id", record.id())
                .put("type", record.type())
                .put("name", record.name())
                .put("target", record.target())
                .put("ttl_sec", record.ttlSec())
                .put("priority", 0)
                .put("weight", 0)
                .put("port", 0)
                .put("created", WHEN)
                .put("updated", WHEN)
                .put("edge_state", "rendered");
        for (String empty : List.of("service", "protocol", "tag")) json.putNull(empty);
        return json;
    }

    static ObjectNode of(LinodeBalancer balancer) {
        ObjectNode json = object();
        json.put("id", balancer.id())
                .put("label", balancer.label())
                .put("region", balancer.region())
                .put("hostname", balancer.ipv4() + ".ip.linodeusercontent.com")
                .put("ipv4", balancer.ipv4())
                .put("ipv6", balancer.ipv6())
                .put("client_conn_throttle", 0)
                .put("created", WHEN)
                .put("updated", WHEN)
                .put("type", "common");
        ArrayNode tags = NODES.arrayNode();
        balancer.tags().forEach(tags::add);
        json.set("tags", tags);
        return json;
    }

    static ObjectNode of(LinodeBalancers.LinodePort port) {
        ObjectNode json = object();
        json.put("id", port.id())
                .put("nodebalancer_id", port.balancerId())
                .put("port", port.port())
                .put("protocol", "tcp")
                .put("algorithm", "roundrobin")
                .put("stickiness", "none")
                .put("check", "connection");
        return json;
    }

    static ObjectNode of(LinodeNode node) {
        ObjectNode json = object();
        return json.put("id", node.id())
                .put("nodebalancer_id", node.balancerId())
                .put("config_id", node.configId())
                .put("address", node.address())
                .put("label", node.label())
                .put("mode", node.mode())
                .put("status", node.status())
                .put("weight", 50);
    }

    static ObjectNode zoneFile(List<String> lines) {
        ObjectNode json = object();
        ArrayNode array = NODES.arrayNode();
        lines.forEach(array::add);
        json.set("zone_file", array);
        return json;
    }

    static ObjectNode page(List<ObjectNode> all, int page, int size) {
        ArrayNode items = NODES.arrayNode();
        all.stream().skip((long) (page - 1) * size).limit(size).forEach(items::add);
        ObjectNode json = object();
        json.set("data", items);
        json.put("page", page).put("pages", pages(all.size(), size)).put("results", all.size());
        return json;
    }

    static int pages(int items, int size) {
        return Math.max(1, Math.ceilDiv(items, size));
    }

    /** The object in a request's body or filter; empty when it is none. */
    static Optional<ObjectNode> parse(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    /** Whether every field of the filter equals that of the item, letters' case aside. */
    static boolean matches(ObjectNode item, ObjectNode filter) {
        return filter.properties().stream().allMatch(wanted -> {
            JsonNode has = item.get(wanted.getKey());
            return has != null
                    && has.asString().equalsIgnoreCase(wanted.getValue().asString());
        });
    }
}
