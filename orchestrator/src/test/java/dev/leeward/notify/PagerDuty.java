package dev.leeward.notify;

import dev.leeward.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;

/** PagerDuty's Events API v2, by its documentation: fields, their lengths, and alerts that open and close by their key. */
public final class PagerDuty extends StrictHttp {
    /** The only routing key that it knows. */
    public static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final Set<String> FIELDS =
            Set.of("routing_key", "event_action", "dedup_key", "payload", "links", "images", "client", "client_url");
    private static final Set<String> PAYLOAD =
            Set.of("summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details");

    @Override
    void judge(RecordedRequest request, JsonNode body, List<String> wrong) {
        if (!"/v2/enqueue".equals(request.getTarget())) wrong.add("path " + request.getTarget());
        body.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> wrong.add("field " + name));
        if (!KEY.equals(body.path("routing_key").asString())) wrong.add("routing_key");
        var key = body.path("dedup_key").asString("");
        if (key.isEmpty() || key.length() > 255) wrong.add("dedup_key of " + key.length());
        switch (body.path("event_action").asString()) {
            case "trigger" -> payload(body.path("payload"), wrong);
            case "resolve" -> {}
            default -> wrong.add("event_action");
        }
    }

    private static void payload(JsonNode payload, List<String> wrong) {
        payload.propertyNames().stream()
                .filter(name -> !PAYLOAD.contains(name))
                .forEach(name -> wrong.add("payload." + name));
        var summary = payload.path("summary").asString("");
        if (summary.isEmpty() || summary.length() > 1024) wrong.add("summary of " + summary.length());
        if (payload.path("source").asString("").isEmpty()) wrong.add("source");
        if (!Set.of("critical", "error", "warning", "info")
                .contains(payload.path("severity").asString(""))) wrong.add("severity");
        Instant.parse(payload.path("timestamp").asString());
    }

    /** The keys with what was done to each, in order. */
    public List<String> story() {
        return bodies().stream()
                .map(body -> body.path("event_action").asString() + " "
                        + body.path("dedup_key").asString())
                .toList();
    }

    @Override
    MockResponse accepted() {
        return status(202)
                .body("{\"status\":\"success\",\"message\":\"Event processed\"}")
                .build();
    }

    @Override
    public Channel channel(String name, Duration timeout) {
        return new PagerDutyChannel(name, base(), Secret.of(KEY), timeout, Clock.systemUTC());
    }

    @Override
    public List<String> secrets() {
        return List.of(KEY);
    }
}
