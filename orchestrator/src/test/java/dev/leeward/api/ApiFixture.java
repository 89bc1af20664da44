package dev.leeward.api;

import dev.leeward.testkit.FakeDesk;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;

/** A running API over a fake desk, and a client. */
final class ApiFixture implements AutoCloseable {
    static final MediaType JSON = MediaType.get("application/json");

    final FakeDesk desk = FakeDesk.showing(ShopViews.atEase());
    final ApiServer server;
    final OkHttpClient client =
            new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(20)).build();

    ApiFixture() {
        this(ApiOptions.loopback(0).withMetrics(() -> "leeward_up 1\n"));
    }

    ApiFixture(ApiOptions options) {
        this.server = switch (ApiServer.start(options, desk)) {
            case ApiStart.Started started -> started.server();
            case ApiStart.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    /** What came back. */
    record Reply(int status, String type, String body, Headers headers) {
        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }
    }

    Request.Builder request(String path) {
        return new Request.Builder().url(server.uri() + path);
    }

    Reply get(String path) {
        return send(request(path));
    }

    Reply post(String path, String json) {
        return send(request(path).post(RequestBody.create(json, JSON)));
    }

    Reply order(String json) {
        return post("/api/v1/services/shop/orders", json);
    }

    Reply send(Request.Builder request) {
        return send(client, request);
    }

    static Reply send(OkHttpClient client, Request.Builder request) {
        try (var response = client.newCall(request.build()).execute()) {
            return new Reply(
                    response.code(),
                    Objects.requireNonNullElse(response.header("Content-Type"), ""),
                    response.body().string(),
                    response.headers());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
