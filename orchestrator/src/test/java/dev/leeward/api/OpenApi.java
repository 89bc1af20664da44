package dev.leeward.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document, read for comparing it with what the server does. */
final class OpenApi {
    private static final String BASE = "https://leeward.test/openapi";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private OpenApi(JsonNode document) {
        this.document = document;
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(BASE, document.toString())));
    }

    static OpenApi read() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.yaml"))) {
            return new OpenApi(YAMLMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An example, and what is wrong with it. */
    record Example(String place, List<String> complaints) {}

    /** Every {@code METHOD /path}. */
    Set<String> operations() {
        var operations = new TreeSet<String>();
        document.at("/paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, _) -> {
                    if (!method.equals("parameters")) operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }));
        return operations;
    }

    /** Every {@code METHOD /path STATUS}. */
    Set<String> answers() {
        var answers = new TreeSet<String>();
        for (var operation : operations()) {
            operation(operation).at("/responses").forEachEntry((status, _) -> answers.add(operation + " " + status));
        }
        return answers;
    }

    /** What is wrong with a body as that answer. */
    List<String> complaints(String answer, String type, String body) {
        var content = answer(answer).at("/content");
        var plain = type.split(";", 2)[0].strip();
        if (!content.has(plain)) return List.of("undocumented content type " + type);
        if (!plain.endsWith("json")) return List.of();
        return complaints(content.path(plain).path("schema"), Json.MAPPER.readTree(body));
    }

    /** Every example of a request or an answer. */
    List<Example> examples() {
        var examples = new ArrayList<Example>();
        for (var answer : answers()) collect(answer, answer(answer).at("/content"), examples);
        for (var operation : operations()) {
            collect(operation, operation(operation).at("/requestBody/content"), examples);
        }
        return examples;
    }

    private void collect(String place, JsonNode content, List<Example> into) {
        content.forEachEntry((_, media) -> {
            var schema = media.path("schema");
            if (media.has("example")) into.add(new Example(place, complaints(schema, media.path("example"))));
            media.path("examples")
                    .forEachEntry((name, example) ->
                            into.add(new Example(place + " " + name, complaints(schema, example.path("value")))));
        });
    }

    private List<String> complaints(JsonNode schema, JsonNode value) {
        var wrapped = ((ObjectNode) schema).deepCopy();
        if (wrapped.has("$ref")) wrapped.put("$ref", BASE + wrapped.path("$ref").asString());
        return schemas.getSchema(SchemaLocation.of(BASE + "/use"), wrapped).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    private JsonNode operation(String operation) {
        var parts = operation.split(" ", 2);
        return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
    }

    private JsonNode answer(String answer) {
        int space = answer.lastIndexOf(' ');
        var response = operation(answer.substring(0, space)).path("responses").path(answer.substring(space + 1));
        return response.has("$ref")
                ? document.at(response.path("$ref").asString().substring(1))
                : response;
    }
}
