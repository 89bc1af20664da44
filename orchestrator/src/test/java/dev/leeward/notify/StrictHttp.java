package dev.leeward.notify;

import dev.leeward.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;

/** A service on loopback that judges each request as strictly as its documentation does, and answers as it does. */
public abstract class StrictHttp implements Receiver {
    private final MockWebServer server = new MockWebServer();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<String> objections = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;

    StrictHttp() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public URI base() {
        return server.url("/").uri();
    }

    /** What it has taken. */
    public List<JsonNode> bodies() {
        return List.copyOf(bodies);
    }

    /** What was wrong with what it refused. */
    public List<String> objections() {
        return List.copyOf(objections);
    }

    @Override
    public int taken() {
        return bodies.size();
    }

    @Override
    public void become(Mood next) {
        mood = next;
        if (next == Mood.GONE) server.close();
    }

    /** Adds what is wrong with the request. */
    abstract void judge(RecordedRequest request, JsonNode body, List<String> wrong);

    /** How a request is answered that is right. */
    abstract MockResponse accepted();

    private MockResponse answer(RecordedRequest request) {
        var sent = request.getBody();
        var text = sent == null ? "" : sent.utf8();
        // What comes back holds what was sent: none of it may be told.
        return switch (mood) {
            case TAKES -> judged(request, text);
            case BUSY -> status(503).body("busy: " + request.getTarget() + text).build();
            case REFUSES ->
                status(400).body("no: " + request.getTarget() + text).build();
            case SILENT, GONE -> status(202).headersDelay(20, TimeUnit.SECONDS).build();
        };
    }

    private MockResponse judged(RecordedRequest request, String text) {
        var wrong = new CopyOnWriteArrayList<String>();
        var type = request.getHeaders().get("Content-Type");
        if (!"POST".equals(request.getMethod())) wrong.add("not a POST");
        if (type == null || !type.startsWith("application/json")) wrong.add("not JSON: " + type);
        var body = Json.MAPPER.readTree(text);
        judge(request, body, wrong);
        objections.addAll(wrong);
        if (!wrong.isEmpty()) return status(400).build();
        bodies.add(body);
        return accepted();
    }

    static MockResponse.Builder status(int code) {
        return new MockResponse.Builder().code(code);
    }

    @Override
    public void close() {
        server.close();
    }
}
