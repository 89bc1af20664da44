package dev.leeward.notify;

import dev.leeward.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;

/** An incoming webhook of Slack, by its documentation: blocks and their lengths, and the plain text that it answers. */
public final class Slack extends StrictHttp {
    static final String PATH = "/services/T0/B0/sl4ck-secret";
    private volatile String answer = "ok";

    @Override
    void judge(RecordedRequest request, JsonNode body, List<String> wrong) {
        if (!PATH.equals(request.getTarget())) wrong.add("path");
        if (body.path("text").asString("").isEmpty()) wrong.add("no_text");
        if (!body.path("blocks").isArray() || body.path("blocks").isEmpty()) wrong.add("invalid_blocks");
        for (var block : body.path("blocks")) {
            switch (block.path("type").asString("")) {
                case "section" -> text(block.path("text"), 3_000, wrong);
                case "context" -> block.path("elements").forEach(element -> text(element, 2_000, wrong));
                default -> wrong.add("invalid_blocks");
            }
        }
    }

    private static void text(JsonNode text, int most, List<String> wrong) {
        var content = text.path("text").asString("");
        if (!"mrkdwn".equals(text.path("type").asString(""))) wrong.add("type");
        if (content.isEmpty() || content.length() > most) wrong.add("text of " + content.length());
        if (content.replaceAll("&(amp|lt|gt);", "").matches("(?s).*[&<>].*")) wrong.add("not escaped");
    }

    void answers(String text) {
        answer = text;
    }

    @Override
    MockResponse accepted() {
        return status(200).body(answer).build();
    }

    @Override
    public Channel channel(String name, Duration timeout) {
        return new SlackChannel(name, Secret.of(url()), timeout, Clock.systemUTC());
    }

    /** The webhook. */
    public String url() {
        return base().resolve(PATH).toString();
    }

    @Override
    public List<String> secrets() {
        return List.of("sl4ck-secret");
    }
}
