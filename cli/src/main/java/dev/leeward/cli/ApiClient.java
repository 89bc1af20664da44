package dev.leeward.cli;

import dev.leeward.api.Json;
import dev.leeward.api.body.OrderBody;
import dev.leeward.api.body.ProblemBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;

/** Talks to a running node. Never throws for what the world does. */
final class ApiClient implements AutoCloseable {
    /** Longer than the node's own deadline, so that its answer arrives. */
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final URI base;
    private final Optional<String> token;
    private final HttpClient http;

    private ApiClient(URI base, Optional<String> token, HttpClient http) {
        this.base = base;
        this.token = token;
        this.http = http;
    }

    /**
     * A client of the node at {@code base}.
     *
     * @param caFile PEM file of the authorities to trust instead of Java's
     * @throws IOException if that file cannot be used
     */
    static ApiClient of(URI base, Optional<String> token, Optional<Path> caFile) throws IOException {
        var http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1);
        if (caFile.isPresent()) http.sslContext(TrustedAuthorities.only(caFile.get()));
        return new ApiClient(base, token, http.build());
    }

    /** Where the node is. */
    URI base() {
        return base;
    }

    /** Reads {@code path}. */
    <T> Said<T> get(String path, Class<T> type) {
        return send(request(path).GET().timeout(DEADLINE).build(), type);
    }

    /** Gives an order. */
    <T> Said<T> order(String service, OrderBody order, Class<T> type) {
        return post("/api/v1/services/" + service + "/orders", Json.MAPPER.writeValueAsString(order), type);
    }

    /** Posts {@code json} to {@code path}. */
    <T> Said<T> post(String path, String json, Class<T> type) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .timeout(DEADLINE)
                        .build(),
                type);
    }

    /** Reads {@code path} as JSON lines. */
    Said<String> lines(String path) {
        var request = request(path)
                .header("Accept", "application/jsonl")
                .GET()
                .timeout(DEADLINE)
                .build();
        return send(request, body -> new String(body, StandardCharsets.UTF_8));
    }

    /** Opens the event stream after {@code sequence}, or from now on when that is below 0. */
    Said<InputStream> events(long sequence) {
        var request = request("/api/v1/events").header("Accept", "text/event-stream");
        if (sequence >= 0) request.header("Last-Event-ID", Long.toString(sequence));
        try {
            var response = http.send(request.GET().build(), BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) return new Said.Answer<>(response.body());
            try (var body = response.body()) {
                return refusal(response.statusCode(), body.readNBytes(64 * 1024));
            }
        } catch (IOException e) {
            return new Said.Silence<>(unreachable(request.build(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said.Silence<>("interrupted");
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private <T> Said<T> send(HttpRequest request, Class<T> type) {
        return send(request, body -> Json.MAPPER.readValue(body, type));
    }

    private <T> Said<T> send(HttpRequest request, Function<byte[], T> reading) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) return new Said.Answer<>(reading.apply(response.body()));
            return refusal(response.statusCode(), response.body());
        } catch (JacksonException e) {
            return new Said.Silence<>(
                    "What " + request.uri() + " answered is not what a Leeward node says. Is it one?");
        } catch (IOException e) {
            return new Said.Silence<>(unreachable(request, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said.Silence<>("Interrupted; what was asked for may still be carried out.");
        }
    }

    private <T> Said<T> refusal(int status, byte[] body) {
        try {
            // Others answer JSON too: only what has a code of ours is taken for a node's answer.
            var tree = Json.MAPPER.readTree(body);
            return tree.path("code").isString() && tree.path("detail").isString()
                    ? new Said.Refusal<>(Json.MAPPER.treeToValue(tree, ProblemBody.class))
                    : stranger(status);
        } catch (JacksonException notAProblem) {
            return stranger(status);
        }
    }

    private <T> Said<T> stranger(int status) {
        return new Said.Silence<>(base + " answered with status " + status + ". Is that a Leeward node?");
    }

    private String unreachable(HttpRequest request, IOException e) {
        var why = switch (e) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException refused
            when refused.getCause() instanceof UnresolvedAddressException -> "that name has no address";
            case ConnectException _ -> "connection refused";
            case SSLException tls -> "TLS failed (" + tls.getMessage() + ")";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
        var maybe = request.method().equals("POST") && !(e instanceof ConnectException)
                ? " It may still be carried out: look at `leeward journal show` before you repeat it."
                : "";
        return "Could not reach the node at " + base + ": " + why
                + ". Is `leeward serve` running there? Another place is" + " named with --api or LEEWARD_API." + maybe;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
