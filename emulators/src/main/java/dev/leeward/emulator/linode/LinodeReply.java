package dev.leeward.emulator.linode;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An answer of the API. */
record LinodeReply(int status, Map<String, String> headers, String contentType, String body) {
    static LinodeReply ok(ObjectNode json) {
        return new LinodeReply(200, Map.of(), "application/json", json.toString());
    }

    static LinodeReply notFound() {
        return error(404, "Not found", null);
    }

    static LinodeReply error(int status, String reason, @Nullable String field) {
        return error(status, Map.of(), reason, field);
    }

    static LinodeReply error(int status, Map<String, String> headers, String reason, @Nullable String field) {
        ObjectNode error = LinodeJson.object().put("reason", reason);
        if (field != null) error.put("field", field);
        ObjectNode json = LinodeJson.object();
        json.set("errors", JsonNodeFactory.instance.arrayNode().addAll(List.of(error)));
        return new LinodeReply(status, headers, "application/json", json.toString());
    }

    static LinodeReply of(LinodeFault.Answer answer) {
        return new LinodeReply(answer.status(), answer.headers(), answer.contentType(), answer.body());
    }
}
