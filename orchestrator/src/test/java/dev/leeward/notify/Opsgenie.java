package dev.leeward.notify;

import dev.leeward.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;

/** The alerts of Opsgenie and Jira Service Management, by their documentation, below a path as the latter has one. */
final class Opsgenie extends StrictHttp {
    static final String KEY = "9a8b7c6d-genie-key";
    private static final Pattern CLOSE =
            Pattern.compile("/jsm/ops/integration/v2/alerts/([^/?]+)/close\\?identifierType=alias");
    private static final Set<String> ALERT = Set.of(
            "message",
            "alias",
            "description",
            "responders",
            "visibleTo",
            "actions",
            "tags",
            "details",
            "entity",
            "source",
            "priority",
            "user",
            "note");

    @Override
    void judge(RecordedRequest request, JsonNode body, List<String> wrong) {
        if (!("GenieKey " + KEY).equals(request.getHeaders().get("Authorization"))) wrong.add("Authorization");
        var target = request.getTarget();
        if (CLOSE.matcher(target).matches()) return;
        if (!"/jsm/ops/integration/v2/alerts".equals(target)) wrong.add("path " + target);
        body.propertyNames().stream().filter(name -> !ALERT.contains(name)).forEach(name -> wrong.add("field " + name));
        longest(body, "message", 130, wrong);
        longest(body, "alias", 512, wrong);
        longest(body, "description", 15_000, wrong);
        longest(body, "entity", 512, wrong);
        longest(body, "source", 100, wrong);
        if (!body.path("priority").asString("").matches("P[1-5]")) wrong.add("priority");
        body.path("tags").forEach(tag -> {
            if (tag.asString().length() > 50) wrong.add("tag " + tag);
        });
        body.path("details").forEach(detail -> {
            if (!detail.isString()) wrong.add("details are texts");
        });
    }

    private static void longest(JsonNode body, String field, int most, List<String> wrong) {
        var text = body.path(field).asString("");
        if (text.isEmpty() || text.length() > most) wrong.add(field + " of " + text.length());
    }

    @Override
    MockResponse accepted() {
        return status(202)
                .body("{\"result\":\"Request will be processed\",\"took\":0.1}")
                .build();
    }

    @Override
    public Channel channel(String name, Duration timeout) {
        return new OpsgenieChannel(name, api(), Secret.of(KEY), timeout, Clock.systemUTC());
    }

    URI api() {
        return base().resolve("/jsm/ops/integration");
    }

    @Override
    public List<String> secrets() {
        return List.of(KEY);
    }
}
