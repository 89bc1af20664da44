package dev.leeward.steering.exec;

import dev.leeward.region.Endpoints;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that goes to a command, and the frame of what comes back. */
final class Wire {
    static final int VERSION = 1;
    static final String FRAME = "leeward-exec";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Wire() {}

    /** A request; {@code order} for plan, apply and verify, {@code before} for apply. */
    static ObjectNode request(
            Verb verb, TargetId target, Duration limit, @Nullable SteeringOrder order, Reading.@Nullable Found before) {
        ObjectNode request = JSON.createObjectNode()
                .put(FRAME, VERSION)
                .put("verb", verb.word())
                .put("target", target.value())
                .put("limit-ms", limit.toMillis());
        if (order != null) request.set("order", order(order));
        if (before != null) request.set("before", reading(before));
        return request;
    }

    static byte[] bytes(ObjectNode request) {
        return JSON.writeValueAsBytes(request);
    }

    /** The answer, if it is one object of our version and nothing else. */
    static Optional<JsonNode> answer(byte[] output) {
        try {
            JsonNode answer = JSON.readTree(output);
            JsonNode version = answer.path(FRAME);
            return answer.isObject() && version.isInt() && version.intValue() == VERSION
                    ? Optional.of(answer)
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static ObjectNode order(SteeringOrder order) {
        ObjectNode json = JSON.createObjectNode()
                .put("service", order.service().value())
                .put("to", order.to().value());
        json.set("desired", values(order.desired().byType()));
        ObjectNode regions = json.putObject("regions");
        SortedMap<String, Endpoints> sorted = new TreeMap<>();
        order.endpoints().forEach((region, endpoints) -> sorted.put(region.value(), endpoints));
        sorted.forEach((region, endpoints) -> regions.set(region, values(endpoints.byType())));
        return json.put("ttl", order.ttl().name().toLowerCase(Locale.ROOT))
                .put("epoch", order.epoch().value())
                .put("operation", order.operation());
    }

    private static ObjectNode reading(Reading.Found found) {
        ObjectNode json = JSON.createObjectNode();
        json.set("values", values(found.values()));
        found.ttl().ifPresent(ttl -> json.put("ttl-seconds", ttl.toSeconds()));
        return json.put("epoch", found.epoch().value());
    }

    private static ObjectNode values(Map<?, ? extends Collection<String>> byType) {
        ObjectNode json = JSON.createObjectNode();
        byType.forEach((type, values) -> {
            ArrayNode list = json.putArray(type.toString());
            values.forEach(list::add);
        });
        return json;
    }
}
