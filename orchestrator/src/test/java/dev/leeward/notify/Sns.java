package dev.leeward.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Amazon SNS by its documentation, as far as publishing goes: what it refuses, and in which words. */
final class Sns implements Receiver {
    static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:leeward.fifo";
    private static final String KEY = "sns-secret-0123456789";

    private final MockWebServer server = new MockWebServer();
    private final List<Map<String, String>> published = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;

    Sns() {
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

    List<Map<String, String>> published() {
        return List.copyOf(published);
    }

    private MockResponse answer(RecordedRequest request) {
        return switch (mood) {
            case TAKES -> judged(request);
            case BUSY -> error(400, "Throttled");
            case REFUSES -> error(403, "AuthorizationError");
            case SILENT, GONE ->
                new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).build();
        };
    }

    private MockResponse judged(RecordedRequest request) {
        var sent = request.getBody();
        var form = form(sent == null ? "" : sent.utf8());
        var subject = form.getOrDefault("Subject", "");
        var signature =
                Optional.ofNullable(request.getHeaders().get("Authorization")).orElse("");
        boolean right = "Publish".equals(form.get("Action"))
                && TOPIC.equals(form.get("TopicArn"))
                && subject.matches("[\\x21-\\x7e][\\x20-\\x7e]{0,99}")
                && "json".equals(form.get("MessageStructure"))
                && form.containsKey("MessageGroupId")
                && form.containsKey("MessageDeduplicationId")
                && signature.contains("/eu-central-1/sns/aws4_request");
        if (!right) return error(400, "InvalidParameter");
        published.add(form);
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "text/xml")
                .body("<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                        + "<MessageId>94f20ce6</MessageId></PublishResult></PublishResponse>")
                .build();
    }

    private static Map<String, String> form(String text) {
        return Stream.of(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static MockResponse error(int status, String code) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "text/xml")
                .body(
                        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>"
                                + code + "</Code><Message>not with " + KEY + "</Message></Error></ErrorResponse>")
                .build();
    }

    @Override
    public void become(Mood next) {
        mood = next;
        if (next == Mood.GONE) server.close();
    }

    @Override
    public Channel channel(String name, Duration timeout) {
        return new SnsChannel(name, topic(TOPIC, server.url("/").uri()), timeout);
    }

    static SnsTopic topic(String arn, URI api) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", KEY));
        return new SnsTopic(arn, Optional.of(api), credentials);
    }

    @Override
    public List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    public int taken() {
        return published.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
