package dev.leeward.signal.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A part of a JSON text of which nothing is certain; whatever is missing or of another kind is simply not there. */
final class Body {
    private static final int DEEPEST = 32;
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    private final JsonNode node;

    private Body(JsonNode node) {
        this.node = node;
    }

    /** The object that {@code text} is; empty when it is anything else. */
    static Optional<Body> of(String text) {
        try {
            var node = MAPPER.readTree(text);
            return node != null && node.isObject() ? Optional.of(new Body(node)) : Optional.empty();
        } catch (JacksonException notOne) {
            // The caller refuses it with a sentence that fits.
            return Optional.empty();
        }
    }

    /** The text, number or truth value under {@code key}, as text. */
    Optional<String> text(String key) {
        return Optional.ofNullable(node.get(key))
                .filter(JsonNode::isValueNode)
                .filter(v -> !v.isNull())
                .map(JsonNode::asString);
    }

    Optional<Body> object(String key) {
        return Optional.ofNullable(node.get(key)).filter(JsonNode::isObject).map(Body::new);
    }

    /** The objects of the list under {@code key}; empty where there is no such list, or something else is in it. */
    Optional<List<Body>> objects(String key) {
        var list = node.get(key);
        if (list == null || !list.isArray()) return Optional.empty();
        var objects = new ArrayList<Body>();
        for (var each : list) {
            if (!each.isObject()) return Optional.empty();
            objects.add(new Body(each));
        }
        return Optional.of(objects);
    }

    /** The texts of the list under {@code key}; others are left out. */
    List<String> texts(String key) {
        var list = node.get(key);
        if (list == null || !list.isArray()) return List.of();
        var texts = new ArrayList<String>();
        for (var each : list) if (each.isString()) texts.add(each.asString());
        return texts;
    }

    /** Each single value of the object under {@code key}, as text. */
    Map<String, String> values(String key) {
        return object(key).map(Body::values).orElse(Map.of());
    }

    /** Each single value in it, as text. */
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        node.properties().forEach(each -> {
            if (each.getValue().isValueNode() && !each.getValue().isNull()) {
                values.put(each.getKey(), each.getValue().asString());
            }
        });
        return values;
    }
}
