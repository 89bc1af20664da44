package dev.leeward.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Function;

/** Small HTTP calls of a test, to this machine. */
public final class HttpGet {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private HttpGet() {}

    /** The status that {@code url} answers, or -1 when nobody answers. */
    public static int status(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(), -1, HttpResponse::statusCode);
    }

    /** The body that {@code url} answers, or nothing when nobody answers. */
    public static String body(String url) {
        return body(url, "");
    }

    /** The same, showing a token unless it is empty. */
    public static String body(String url, String token) {
        return send(request(url, token).build(), "", HttpResponse::body);
    }

    /** The body of the answer to {@code json} posted to {@code url}, or nothing when nobody answers. */
    public static String post(String url, String json) {
        return post(url, json, "");
    }

    /** The same, showing a token unless it is empty. */
    public static String post(String url, String json, String token) {
        var request = request(url, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return send(request, "", HttpResponse::body);
    }

    private static HttpRequest.Builder request(String url, String token) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static <T> T send(HttpRequest request, T otherwise, Function<HttpResponse<String>, T> part) {
        try {
            return part.apply(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException _) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
