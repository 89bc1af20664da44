package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of the API that are needed, typed. Requests are strict: nothing but what the official document allows. Answers
 * are read tolerantly: fields nobody documented are ignored, those that are needed are required.
 */
final class LinodeApi {
    /** Of 500 each; Linode limits a domain to 12,000 records, and a steered one should have far fewer. */
    static final int MOST_PAGES = 24;

    private static final int PAGE_SIZE = 500;

    private final LinodeDnsTarget target;
    private final LinodeHttp http;

    LinodeApi(LinodeDnsTarget target, LinodeHttp http) {
        this.target = target;
        this.http = http;
    }

    /** A domain, and the scopes of the token that found it. */
    record Found(DnsDomain domain, Optional<String> scopes) {}

    /** The target's domain. Filtered at Linode, and checked here in case the filter was ignored. */
    Answer<Found> domain(Allowance allowance) {
        String filter = node().put("domain", target.domain()).toString();
        return list("domains", Optional.of(filter), allowance).then(listed -> {
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
        return list("domains/" + domain.id() + "/records", Optional.empty(), allowance)
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

    private record Listed(List<JsonNode> items, Optional<String> scopes) {}

    /** All pages of a list. That they fit together is checked: somebody may add or delete while we turn the pages. */
    private Answer<Listed> list(String path, Optional<String> filter, Allowance allowance) {
        TreeMap<Long, JsonNode> items = new TreeMap<>();
        int total = -1;
        for (int page = 1; page <= MOST_PAGES; page++) {
            String query = path + "?page=" + page + "&page_size=" + PAGE_SIZE;
            Answer<LinodeHttp.Reply> answer = http.call("GET", query, filter, Optional.empty(), allowance);
            if (!(answer instanceof Answer.Got<LinodeHttp.Reply>(LinodeHttp.Reply reply)))
                return answer.then(_ -> garbled(path));
            JsonNode body = reply.body();
            if (!body.path("data").isArray() || !body.path("pages").isIntegralNumber()) return garbled(path);
            for (JsonNode each : body.path("data")) {
                if (!each.path("id").isIntegralNumber()) return garbled(path);
                items.put(each.path("id").longValue(), each);
            }
            int results = body.path("results").asInt(-1);
            if (total == -1) total = results;
            boolean last = page >= body.path("pages").intValue();
            if (results != total || (last && items.size() != total))
                return new Answer.Refused<>(
                        Problem.passing(FaultCode.CONFLICT, "the list " + path + " changed while it was being read"));
            if (!last) continue;
            return new Answer.Got<>(new Listed(new ArrayList<>(items.values()), reply.scopes()));
        }
        return new Answer.Refused<>(Problem.lasting(
                FaultCode.EXHAUSTED, "%s has more than %d records".formatted(path, MOST_PAGES * PAGE_SIZE)));
    }

    private Answer<DnsRecord> oneRecord(LinodeHttp.Reply reply) {
        JsonNode body = reply.body();
        // Flat, not within "data". It was carried out, whatever the answer looks like: never a refusal.
        if (!body.path("id").isIntegralNumber()) return garbled("a record");
        return new Answer.Got<>(toRecord(body));
    }

    private static <T> Answer<T> garbled(String what) {
        return new Answer.Doubtful<>(
                Problem.passing(FaultCode.GARBLED, "Linode's answer for " + what + " has not the documented form"));
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
