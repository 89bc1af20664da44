package dev.leeward.emulator.linode;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries calls out on the account. */
final class LinodeRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int SMALLEST_PAGE = 25;
    private static final int LARGEST_PAGE = 500;

    private final LinodeAccount account;
    private final LinodePublisher publisher;
    private final LinodeBalancerRoutes balancers;

    LinodeRoutes(LinodeAccount account, LinodeBalancers balancers, LinodePublisher publisher) {
        this.account = account;
        this.balancers = new LinodeBalancerRoutes(balancers);
        this.publisher = publisher;
    }

    /** @param stale lists show what stood before the last write */
    LinodeReply carryOut(LinodeCall call, LinodeRequest request, String caller, boolean stale) {
        if (call.scope().equals("nodebalancers")) return balancers.carryOut(call, request);
        if (call == LinodeCall.LIST_DOMAINS) {
            return page(request, account.domains().stream().map(LinodeJson::of).toList());
        }
        return id(request.segments(), 1)
                .flatMap(account::domain)
                .map(domain -> inDomain(call, request, domain, caller, stale))
                .orElseGet(LinodeReply::notFound);
    }

    private LinodeReply inDomain(
            LinodeCall call, LinodeRequest request, LinodeDomain domain, String caller, boolean stale) {
        return switch (call) {
            case LIST_RECORDS -> {
                var all = stale ? account.recordsBeforeLastWrite(domain.id()) : account.records(domain.id());
                yield page(request, all.stream().map(LinodeJson::of).toList());
            }
            case CREATE_RECORD -> withBody(request, body -> create(domain, body, caller));
            case UPDATE_DOMAIN -> withBody(request, body -> update(domain, body));
            case ZONE_FILE -> LinodeReply.ok(LinodeJson.zoneFile(publisher.zoneFile(domain)));
            case GET_DOMAIN, LIST_DOMAINS -> LinodeReply.ok(LinodeJson.of(domain));
            case GET_RECORD, UPDATE_RECORD, DELETE_RECORD ->
                id(request.segments(), 3)
                        .flatMap(id -> account.record(domain.id(), id))
                        .map(record -> onRecord(call, request, domain, record, caller))
                        .orElseGet(LinodeReply::notFound);
            case LIST_BALANCERS, GET_BALANCER, UPDATE_BALANCER, LIST_PORTS, LIST_NODES, UPDATE_NODE ->
                LinodeReply.notFound();
        };
    }

    private LinodeReply onRecord(
            LinodeCall call, LinodeRequest request, LinodeDomain domain, LinodeRecord record, String caller) {
        if (call == LinodeCall.UPDATE_RECORD) {
            return withBody(
                    request,
                    body -> reply(account.update(
                            domain,
                            record,
                            text(body, "name"),
                            text(body, "target"),
                            body.has("ttl_sec") ? body.path("ttl_sec").asInt(0) : null,
                            caller)));
        }
        if (call == LinodeCall.DELETE_RECORD) {
            account.delete(domain, record.id());
            return LinodeReply.ok(LinodeJson.object());
        }
        return LinodeReply.ok(LinodeJson.of(record));
    }

    private LinodeReply create(LinodeDomain domain, ObjectNode body, String caller) {
        String type = text(body, "type");
        String target = text(body, "target");
        if (type == null) return LinodeReply.error(400, "type is required", "type");
        if (target == null) return LinodeReply.error(400, "target is required", "target");
        String name = text(body, "name");
        int ttl = body.path("ttl_sec").asInt(0);
        return reply(account.create(domain, type, name == null ? "" : name, target, ttl, caller));
    }

    private LinodeReply update(LinodeDomain domain, ObjectNode body) {
        String status = text(body, "status");
        LinodeDomain now = new LinodeDomain(
                domain.id(),
                domain.domain(),
                domain.type(),
                status == null ? domain.status() : status,
                LinodeTtl.rounded(body.path("ttl_sec").asInt(domain.ttlSec())));
        account.put(now);
        return LinodeReply.ok(LinodeJson.of(now));
    }

    private static LinodeReply reply(Written written) {
        return switch (written) {
            case Written.Done done -> LinodeReply.ok(LinodeJson.of(done.now()));
            case Written.Refused refused -> LinodeReply.error(refused.status(), refused.reason(), refused.field());
        };
    }

    static LinodeReply withBody(LinodeRequest request, Function<ObjectNode, LinodeReply> work) {
        return LinodeJson.parse(request.body()).map(work).orElseGet(() -> LinodeReply.error(400, "Invalid JSON", null));
    }

    static LinodeReply page(LinodeRequest request, List<ObjectNode> all) {
        int size = number(request.parameter("page_size"), DEFAULT_PAGE);
        int page = number(request.parameter("page"), 1);
        if (size < SMALLEST_PAGE || size > LARGEST_PAGE) return LinodeReply.error(400, "Must be 25-500", "page_size");
        List<ObjectNode> some = all;
        if (request.filter() != null) {
            Optional<ObjectNode> filter = LinodeJson.parse(request.filter());
            if (filter.isEmpty()) return LinodeReply.error(400, "Cannot read X-Filter", null);
            some = all.stream()
                    .filter(each -> LinodeJson.matches(each, filter.get()))
                    .toList();
        }
        if (page < 1 || page > LinodeJson.pages(some.size(), size)) return LinodeReply.notFound();
        return LinodeReply.ok(LinodeJson.page(some, page, size));
    }

    private static @Nullable String text(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    static Optional<Long> id(List<String> segments, int at) {
        try {
            return Optional.of(Long.parseLong(segments.get(at)));
        } catch (NumberFormatException notAnId) {
            return Optional.empty();
        }
    }

    private static int number(Optional<String> text, int otherwise) {
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
