package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.linode.LinodeHttp;
import dev.leeward.linode.Lists;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of the API that are needed, typed. Requests are strict: nothing but what the official document allows. Answers
 * are read tolerantly: fields nobody documented are ignored, those that are needed are required.
 */
final class LinodeApi {
    private final LinodeDnsTarget target;
    private final LinodeHttp http;
    private final Lists lists;

    LinodeApi(LinodeDnsTarget target, LinodeHttp http) {
        this.target = target;
        this.http = http;
        this.lists = new Lists(http);
    }

    /** A domain, and the scopes of the token that found it. */
    record Found(DnsDomain domain, Optional<String> scopes) {}

    /** The target's domain. Filtered at Linode, and checked here in case the filter was ignored. */
    Answer<Found> domain(Allowance allowance) {
        String filter = node().put("domain", target.domain()).toString();
        return lists.all("domains", Optional.of(filter), allowance).then(listed -> {
            List<DnsDomain> matching = listed.items().stream()
                    .map(LinodeApi::toDomain)
                    .filter(each -> each.name().equalsIgnoreCase(target.domain()))
                    .toList();
            if (matching.size() == 1) return new Answer.Got<>(new Found(matching.getFirst(), listed.scopes()));
            return new Answer.Refused<>(
                    matching.isEmpty()
                            ? Problem.lasting(
                                    FaultCode.NOT_FOUND,
                                    "the Linode account of this token has no domain " + target.domain())
                            : Problem.lasting(
                                    FaultCode.AMBIGUOUS,
                                    "Linode lists %d domains %s".formatted(matching.size(), target.domain())));
        });
    }

    /** Every record of a domain. */
    Answer<List<DnsRecord>> records(DnsDomain domain, Allowance allowance) {
        return lists.all("domains/" + domain.id() + "/records", Optional.empty(), allowance)
                .then(listed -> new Answer.Got<>(
                        listed.items().stream().map(this::toRecord).toList()));
    }

    /** Adds a record. Not idempotent. */
    Answer<DnsRecord> create(
            DnsDomain domain, String type, String name, String value, int ttlSec, Allowance allowance) {
        ObjectNode body = node().put("type", type).put("target", value).put("ttl_sec", ttlSec);
        // The document demands at least one character; leaving the name out means the apex, too.
        if (!name.isEmpty()) body.put("name", name);
        return http.call("POST", "domains/" + domain.id() + "/records", Optional.empty(), Optional.of(body), allowance)
                .then(this::oneRecord);
    }

    /** Changes target and TTL of a record, and nothing else: the name is left out, as the document demands at the apex. */
    Answer<DnsRecord> update(DnsDomain domain, long id, String value, int ttlSec, Allowance allowance) {
        ObjectNode body = node().put("target", value).put("ttl_sec", ttlSec);
        return http.call(
                        "PUT",
                        "domains/" + domain.id() + "/records/" + id,
                        Optional.empty(),
                        Optional.of(body),
                        allowance)
                .then(this::oneRecord);
    }

    /** Deletes a record; that it is gone already is as good. */
    Answer<Boolean> delete(DnsDomain domain, long id, Allowance allowance) {
        Answer<LinodeHttp.Reply> answer = http.call(
                "DELETE", "domains/" + domain.id() + "/records/" + id, Optional.empty(), Optional.empty(), allowance);
        if (answer instanceof Answer.Refused<LinodeHttp.Reply>(Problem problem)
                && problem.code() == FaultCode.NOT_FOUND) return new Answer.Got<>(false);
        return answer.then(_ -> new Answer.Got<>(true));
    }

    private Answer<DnsRecord> oneRecord(LinodeHttp.Reply reply) {
        JsonNode body = reply.body();
        // Flat, not within "data". It was carried out, whatever the answer looks like: never a refusal.
        if (!body.path("id").isIntegralNumber()) return Lists.garbled("a record");
        return new Answer.Got<>(toRecord(body));
    }

    private static DnsDomain toDomain(JsonNode json) {
        return new DnsDomain(
                json.path("id").longValue(),
                json.path("domain").asString(""),
                json.path("type").asString(""),
                json.path("status").asString(""),
                json.path("ttl_sec").asInt(0));
    }

    private DnsRecord toRecord(JsonNode json) {
        return new DnsRecord(
                json.path("id").longValue(),
                json.path("type").asString(""),
                target.relative(json.path("name").asString("")),
                json.path("target").asString(""),
                json.path("ttl_sec").asInt(0));
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
