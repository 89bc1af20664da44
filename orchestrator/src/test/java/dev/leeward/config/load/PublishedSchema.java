package dev.leeward.config.load;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.ScalarKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON Schema that editors use. */
final class PublishedSchema {
    private static final JsonNode DOCUMENT = JsonMapper.shared().readTree(Samples.resource("leeward.schema.json"));
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DOCUMENT);

    private PublishedSchema() {}

    static List<Error> judge(Node root) {
        return SCHEMA.validate(json(root));
    }

    /** As YAML 1.2 (core schema) reads it; numbers that JSON does not know become texts. */
    static JsonNode json(Node node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (node) {
            case Node.Mapping mapping -> {
                var object = nodes.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key().text(), json(entry.value())));
                yield object;
            }
            case Node.Sequence list -> {
                var array = nodes.arrayNode();
                list.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> nodes.stringNode(scalar.text());
                    case TRUTH -> nodes.booleanNode(Boolean.parseBoolean(scalar.text()));
                    case NOTHING -> nodes.nullNode();
                    case WHOLE, DECIMAL -> number(scalar);
                };
        };
    }

    private static JsonNode number(Node.Scalar scalar) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String text = scalar.text();
        if (scalar.kind() == ScalarKind.WHOLE && text.matches("[-+]?[0-9]+"))
            return nodes.numberNode(new BigInteger(text));
        boolean plain = text.length() < 20 && text.matches("[-+]?[0-9]+\\.[0-9]+");
        return plain ? nodes.numberNode(new BigDecimal(text)) : nodes.stringNode(text);
    }

    /** Every key that the schema allows, as patterns like those of {@link Place}. */
    static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        collect(DOCUMENT, "", keys);
        return keys;
    }

    /** The same of the schema of scenarios, whose references lead to single values only. */
    static Set<String> scenarioKeys() {
        Set<String> keys = new TreeSet<>();
        collect(JsonMapper.shared().readTree(Samples.resource("leeward-scenario.schema.json")), "", keys);
        return keys;
    }

    /** Whether a scenario fits its schema. */
    static List<Error> judgeScenario(Node root) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(Samples.resource("leeward-scenario.schema.json")))
                .validate(json(root));
    }

    /** The same of the schema of agents. */
    static Set<String> agentKeys() {
        Set<String> keys = new TreeSet<>();
        var document = JsonMapper.shared().readTree(Samples.resource("leeward-agent.schema.json"));
        collect(document, document, "", keys);
        return keys;
    }

    /** Whether the file of an agent fits its schema. */
    static List<Error> judgeAgent(Node root) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(Samples.resource("leeward-agent.schema.json")))
                .validate(json(root));
    }

    private static void collect(JsonNode schema, String at, Set<String> keys) {
        collect(DOCUMENT, schema, at, keys);
    }

    private static void collect(JsonNode document, JsonNode schema, String at, Set<String> keys) {
        JsonNode reference = schema.get("$ref");
        if (reference != null) {
            collect(document, document.at(reference.stringValue().substring(1)), at, keys);
        }
        JsonNode choices = schema.get("oneOf");
        if (choices != null) choices.forEach(choice -> collect(document, choice, at, keys));
        JsonNode properties = schema.get("properties");
        if (properties != null) {
            properties.forEachEntry((key, below) -> {
                String path = at.isEmpty() ? key : at + "." + key;
                keys.add(path);
                collect(document, below, path, keys);
            });
        }
        JsonNode named = schema.get("additionalProperties");
        if (named != null && named.isObject()) {
            keys.add(at + ".*");
            collect(document, named, at + ".*", keys);
        }
        JsonNode items = schema.get("items");
        if (items != null) collect(document, items, at + "[]", keys);
    }
}
