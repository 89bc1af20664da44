package dev.leeward.measure.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.ByteString;

/** Stands in front of moto and does to one kind of call what moto does not: throttles it, loses its answer, is overtaken. */
final class Front implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MockWebServer server = new MockWebServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI behind;
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicReference<String> lost = new AtomicReference<>("");
    private final AtomicReference<Optional<Overtaking>> overtaking = new AtomicReference<>(Optional.empty());

    private record Overtaking(String call, Runnable by) {}

    Front(URI behind) {
        this.behind = behind;
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

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Refuses so many writes as too many. */
    void throttle(int writes) {
        throttled.set(writes);
    }

    /** Carries the next {@code call} out and hangs up instead of answering. */
    void lose(String call) {
        lost.set(call);
    }

    /** Runs {@code by} after the next {@code call} was sent and before it arrives. */
    void overtake(String call, Runnable by) {
        overtaking.set(Optional.of(new Overtaking(call, by)));
    }

    private MockResponse answer(RecordedRequest request) {
        var target =
                Optional.ofNullable(request.getHeaders().get("X-Amz-Target")).orElse("");
        var call = target.substring(target.indexOf('.') + 1);
        if (call.startsWith("Put") && throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return new MockResponse.Builder()
                    .code(400)
                    .addHeader("Content-Type", "application/x-amz-json-1.1")
                    .body("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}")
                    .build();
        }
        overtaking
                .getAndUpdate(waiting -> waiting.filter(it -> !it.call().equals(call)))
                .filter(it -> it.call().equals(call))
                .ifPresent(it -> it.by().run());
        var answered = forwarded(request, target);
        if (lost.getAndUpdate(waiting -> waiting.equals(call) ? "" : waiting).equals(call)) {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        return new MockResponse.Builder()
                .code(answered.statusCode())
                .addHeader("Content-Type", "application/x-amz-json-1.1")
                .body(answered.body())
                .build();
    }

    private HttpResponse<String> forwarded(RecordedRequest request, String target) {
        var body = Optional.ofNullable(request.getBody()).orElse(ByteString.EMPTY);
        var forwarded = HttpRequest.newBuilder(behind)
                .timeout(LIMIT)
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        Optional.ofNullable(request.getHeaders().get("Authorization"))
                                .orElse(""))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        try {
            return client.send(forwarded, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
