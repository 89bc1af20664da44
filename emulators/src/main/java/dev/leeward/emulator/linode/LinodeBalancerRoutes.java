package dev.leeward.emulator.linode;

import dev.leeward.emulator.linode.LinodeBalancers.LinodePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries calls about NodeBalancers out. */
final class LinodeBalancerRoutes {
    private static final int LONGEST_TAG = 50;
    private static final int SHORTEST_TAG = 3;

    private final LinodeBalancers account;

    LinodeBalancerRoutes(LinodeBalancers account) {
        this.account = account;
    }

    LinodeReply carryOut(LinodeCall call, LinodeRequest request) {
        if (call == LinodeCall.LIST_BALANCERS) {
            return LinodeRoutes.page(
                    request, account.all().stream().map(LinodeJson::of).toList());
        }
        List<String> path = request.segments();
        return LinodeRoutes.id(path, 1)
                .flatMap(account::balancer)
                .map(balancer -> switch (call) {
                    case GET_BALANCER -> LinodeReply.ok(LinodeJson.of(balancer));
                    case UPDATE_BALANCER -> LinodeRoutes.withBody(request, body -> update(balancer, body));
                    case LIST_PORTS ->
                        LinodeRoutes.page(
                                request,
                                account.ports(balancer.id()).stream()
                                        .map(LinodeJson::of)
                                        .toList());
                    default -> inPort(call, request, balancer);
                })
                .orElseGet(LinodeReply::notFound);
    }

    private LinodeReply inPort(LinodeCall call, LinodeRequest request, LinodeBalancer balancer) {
        List<String> path = request.segments();
        Optional<LinodePort> port = LinodeRoutes.id(path, 3)
                .flatMap(id -> account.ports(balancer.id()).stream()
                        .filter(each -> each.id() == id)
                        .findFirst());
        if (port.isEmpty()) return LinodeReply.notFound();
        if (call == LinodeCall.LIST_NODES) {
            var all = account.nodes(balancer.id(), port.get().id());
            return LinodeRoutes.page(request, all.stream().map(LinodeJson::of).toList());
        }
        return LinodeRoutes.id(path, 5)
                .flatMap(id -> account.node(balancer.id(), port.get().id(), id))
                .map(node -> LinodeRoutes.withBody(request, body -> update(node, body)))
                .orElseGet(LinodeReply::notFound);
    }

    private LinodeReply update(LinodeBalancer balancer, ObjectNode body) {
        if (!body.path("tags").isArray()) return LinodeReply.ok(LinodeJson.of(balancer));
        List<String> tags = new ArrayList<>();
        for (JsonNode tag : body.path("tags")) tags.add(tag.asString());
        boolean fit = tags.stream().allMatch(tag -> tag.length() >= SHORTEST_TAG && tag.length() <= LONGEST_TAG);
        return fit
                ? LinodeReply.ok(LinodeJson.of(account.tag(balancer, tags)))
                : LinodeReply.error(400, "Length must be 3-50 characters", "tags");
    }

    private LinodeReply update(LinodeNode node, ObjectNode body) {
        String mode = body.path("mode").asString(node.mode());
        return LinodeBalancers.MODES.contains(mode)
                ? LinodeReply.ok(LinodeJson.of(account.changeMode(node, mode)))
                : LinodeReply.error(400, "Must be one of accept, reject, drain, backup", "mode");
    }
}
