package dev.leeward.steering.linode;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.leeward.emulator.linode.LinodeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges requests by Linode's own OpenAPI document: path, method, parameters and body. */
public final class LinodeDocument {
    /** The document as Linode published it. */
    public static final LinodeDocument OFFICIAL = new LinodeDocument();

    private static final String FILE = "/linode/openapi-domains-nodebalancers.json";

    private final JsonNode paths;
    private final SchemaRegistry schemas = SchemaRegistry.withDialect(Dialects.getOpenApi30());

    private LinodeDocument() {
        try (InputStream in = Objects.requireNonNull(LinodeDocument.class.getResourceAsStream(FILE))) {
            paths = JsonMapper.shared().readTree(in).path("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when a request is not as documented. */
    public void judgeAll(List<LinodeRequest> requests) {
        List<String> wrong = requests.stream()
                .flatMap(each -> judge(each.method(), each.path(), each.contentType(), each.body()).stream()
                        .map(fault -> each.method() + " " + each.path() + " " + each.body() + ": " + fault))
                .toList();
        if (!wrong.isEmpty()) throw new AssertionError(String.join("\n", wrong));
    }

    /** What is wrong with a request, empty when nothing is. */
    List<String> judge(String method, String target, @Nullable String contentType, String body) {
        int query = target.indexOf('?');
        List<String> segments = List.of((query < 0 ? target : target.substring(0, query)).split("/", -1));
        for (Map.Entry<String, JsonNode> each : paths.properties()) {
            List<String> template = List.of(each.getKey().split("/", -1));
            JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
            if (!fits(template, segments) || operation.isMissingNode()) continue;
            List<JsonNode> parameters = new ArrayList<>();
            each.getValue().path("parameters").forEach(parameters::add);
            operation.path("parameters").forEach(parameters::add);
            List<String> wrong = new ArrayList<>();
            judgePath(template, segments, parameters, wrong);
            judgeQuery(query < 0 ? "" : target.substring(query + 1), parameters, wrong);
            judgeBody(operation.path("requestBody"), contentType, body, wrong);
            return wrong;
        }
        return List.of("no such operation");
    }

    private static boolean fits(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) return false;
        for (int i = 0; i < template.size(); i++) {
            boolean open = template.get(i).startsWith("{");
            if (!open && !template.get(i).equals(segments.get(i))) return false;
        }
        return true;
    }

    private void judgePath(List<String> template, List<String> segments, List<JsonNode> known, List<String> wrong) {
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{"))
                judgeParameter("path", part.substring(1, part.length() - 1), segments.get(i), known, wrong);
        }
    }

    private void judgeQuery(String query, List<JsonNode> known, List<String> wrong) {
        Map<String, String> given = new TreeMap<>();
        for (String pair : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
            given.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        given.forEach((name, value) -> judgeParameter("query", name, value, known, wrong));
    }

    private void judgeParameter(String in, String name, String value, List<JsonNode> known, List<String> wrong) {
        for (JsonNode each : known) {
            if (!each.path("in").asString().equals(in)
                    || !each.path("name").asString().equals(name)) continue;
            boolean text = each.path("schema").path("type").asString().equals("string") || !value.matches("-?\\d+");
            schemas.getSchema(each.path("schema"))
                    .validate(text ? "\"" + value + "\"" : value, InputFormat.JSON)
                    .forEach(error -> wrong.add(in + " parameter " + name + ": " + error.getMessage()));
            return;
        }
        wrong.add("no " + in + " parameter " + name);
    }

    private void judgeBody(JsonNode documented, @Nullable String contentType, String body, List<String> wrong) {
        if (documented.isMissingNode()) {
            if (!body.isEmpty()) wrong.add("a body where none is documented");
            return;
        }
        if (contentType == null || !contentType.startsWith("application/json")) {
            wrong.add("content type " + contentType);
            return;
        }
        Schema schema = schemas.getSchema(
                documented.path("content").path("application/json").path("schema"));
        schema.validate(body, InputFormat.JSON).forEach(error -> wrong.add("body: " + error.getMessage()));
    }
}
