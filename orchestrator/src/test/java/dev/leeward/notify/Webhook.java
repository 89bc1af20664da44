package dev.leeward.notify;

import dev.leeward.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;

/** Somebody's own receiver, which checks signatures as the documentation shows it. */
final class Webhook extends StrictHttp {
    private static final String KEY = "s1gning-key";
    private static final String PATH = "/hook?token=t0p-secret";

    @Override
    void judge(RecordedRequest request, JsonNode body, List<String> wrong) {
        var sent = request.getBody();
        var time = request.getHeaders().get("X-Leeward-Timestamp");
        var code = request.getHeaders().get("X-Leeward-Signature");
        if (sent == null || time == null || code == null) {
            wrong.add("not signed");
        } else if (!code.equals(Signature.of(KEY, Long.parseLong(time), sent.utf8()))) {
            wrong.add("another signature");
        }
    }

    @Override
    MockResponse accepted() {
        return status(204).build();
    }

    @Override
    public Channel channel(String name, Duration timeout) {
        var url = Secret.of(base().resolve(PATH).toString());
        return new WebhookChannel(name, url, Optional.of(Secret.of(KEY)), timeout, Clock.systemUTC());
    }

    @Override
    public List<String> secrets() {
        return List.of(KEY, "t0p-secret");
    }
}
