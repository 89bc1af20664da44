package dev.leeward.demo;

import dev.leeward.api.Json;
import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.JournalBody;
import dev.leeward.api.body.OrderBody;
import dev.leeward.api.body.OrderReplyBody;
import dev.leeward.api.body.ProblemBody;
import dev.leeward.api.body.ServiceBody;
import dev.leeward.api.body.WhyBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Talks to the node as any user would: through its HTTP API. */
final class NodeApi implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String SERVICE = "/api/v1/services/shop";
    private static final int PAGE = 500;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    NodeApi(URI base) {
        this.base = base;
    }

    /** What became of an order. */
    record Reply(boolean accepted, String sentence) {}

    URI base() {
        return base;
    }

    /** How the shop stands. */
    ServiceBody service() throws IOException {
        return read(SERVICE, ServiceBody.class);
    }

    /** Why it stands so. */
    WhyBody why() throws IOException {
        return read(SERVICE + "/why", WhyBody.class);
    }

    /** The journal's next entries. */
    List<EntryBody> entriesAfter(long sequence) throws IOException {
        return read("/api/v1/journal?after=" + sequence + "&limit=" + PAGE, JournalBody.class)
                .entries();
    }

    /** Approves the move that waits. */
    Reply approve() throws IOException {
        return order("approve", Optional.empty());
    }

    /** Orders traffic home. */
    Reply failback() throws IOException {
        return order("failback", Optional.of("the demonstration"));
    }

    private Reply order(String order, Optional<String> why) throws IOException {
        var body = new OrderBody(order, Optional.empty(), List.of(), Optional.empty(), why, false);
        var request = HttpRequest.newBuilder(URI.create(base + SERVICE + "/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        var response = send(request);
        return response.statusCode() == 200
                ? new Reply(true, parsed(response, OrderReplyBody.class).sentence())
                : new Reply(false, parsed(response, ProblemBody.class).detail());
    }

    private <T> T read(String path, Class<T> type) throws IOException {
        var response = send(HttpRequest.newBuilder(URI.create(base + path)).GET());
        if (response.statusCode() != 200) throw new IOException(path + " answered " + response.statusCode());
        return parsed(response, type);
    }

    private static <T> T parsed(HttpResponse<byte[]> response, Class<T> type) throws IOException {
        try {
            return Json.MAPPER.readValue(response.body(), type);
        } catch (JacksonException e) {
            throw new IOException("the node answered something else than its API document says", e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(DEADLINE).build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
