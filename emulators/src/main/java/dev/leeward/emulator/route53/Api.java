package dev.leeward.emulator.route53;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call of the REST API: which, of what, and carrying it out. */
final class Api {
    /** What ListResourceRecordSets gives at most in one answer. */
    static final int MAX_PAGE = 300;

    private static final Pattern PATH =
            Pattern.compile("/2013-04-01/(hostedzone|change)/(?:hostedzone/|change/)?([A-Z0-9]+)(/rrset/?)?");

    private final Map<String, HostedZone> zones;
    private final Changes changes;
    private final Operation operation;
    private final String id;
    private final URI uri;
    private final int pageSize;
    private final RequestXml.@Nullable Batch batch;

    Api(String method, URI uri, byte[] body, Map<String, HostedZone> zones, Changes changes, int pageSize) {
        Matcher path = PATH.matcher(uri.getPath());
        if (!path.matches()) throw unknownCall();
        this.zones = zones;
        this.changes = changes;
        this.uri = uri;
        this.pageSize = pageSize;
        id = path.group(2);
        operation = operation(method, "change".equals(path.group(1)), path.group(3) != null);
        batch = operation == Operation.CHANGE ? RequestXml.batch(body) : null;
    }

    private static Operation operation(String method, boolean change, boolean sets) {
        if (method.equals("POST") && sets && !change) return Operation.CHANGE;
        if (!method.equals("GET") || (change && sets)) throw unknownCall();
        if (change) return Operation.GET_CHANGE;
        return sets ? Operation.LIST : Operation.GET_HOSTED_ZONE;
    }

    Operation operation() {
        return operation;
    }

    /** Of the batch, empty for other calls. */
    String comment() {
        return batch == null ? "" : batch.comment();
    }

    HostedZone zone() {
        HostedZone zone = zones.get(id);
        if (zone == null) throw new Refusal(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
        return zone;
    }

    String carryOut() {
        return switch (operation) {
            case GET_HOSTED_ZONE -> AnswerXml.zone(zone());
            case LIST -> list();
            case CHANGE -> change();
            case GET_CHANGE -> {
                boolean inSync = changes.isInSync(id);
                String comment = changes.poll(id)
                        .orElseThrow(() ->
                                new Refusal(404, "NoSuchChange", "A change with the ID " + id + " does not exist"));
                yield AnswerXml.change("GetChange", id, inSync, comment);
            }
        };
    }

    private String change() {
        if (batch == null) throw unknownCall();
        List<String> wrong = zone().change(batch.changes());
        if (!wrong.isEmpty()) throw new Refusal(400, "InvalidChangeBatch", wrong.toString());
        String change = changes.accept(batch.comment());
        return AnswerXml.change("ChangeResourceRecordSets", change, false, batch.comment());
    }

    private String list() {
        var wanted = query();
        String name = wanted.get("name");
        String type = wanted.getOrDefault("type", "");
        if (name == null && !type.isEmpty()) throw new Refusal(400, "InvalidInput", "a type needs a name");
        int count = Math.min(pageSize, Integer.parseInt(wanted.getOrDefault("maxitems", "" + MAX_PAGE)));
        var from = new RecordSet.Key(
                name == null ? "" : DomainNames.canonical(name), type, wanted.getOrDefault("identifier", ""));
        var found = List.copyOf(zone().from(from, count));
        boolean more = found.size() > count;
        return AnswerXml.list(
                found.subList(0, Math.min(count, found.size())),
                more ? Optional.of(found.getLast()) : Optional.empty(),
                count);
    }

    private static Refusal unknownCall() {
        return new Refusal(404, "UnknownOperationException", "No such operation");
    }

    private Map<String, String> query() {
        var all = new HashMap<String, String>();
        String query = uri.getRawQuery();
        if (query == null) return all;
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            all.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return all;
    }
}
