package dev.leeward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.journal.Event;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ApiFixture api = new ApiFixture();
    private final List<Response> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(Response::close);
        api.close();
    }

    @Test
    void what_is_appended_arrives_with_its_sequence_as_id() throws IOException {
        record("before");
        var stream = follow("/api/v1/events", null);
        record("after");
        assertThat(lineAfter(stream, "id: 2"))
                .startsWith("data: {\"sequence\":2")
                .contains("after");
    }

    @Test
    void a_client_that_comes_back_goes_on_where_it_stopped() throws IOException {
        for (int i = 1; i <= 600; i++) record("node-" + i);
        var stream = follow("/api/v1/events", "2");
        assertThat(lineAfter(stream, "id: 3")).contains("node-3");
        assertThat(lineAfter(stream, "id: 600")).contains("node-600");
        record("new");
        assertThat(lineAfter(stream, "id: 601")).contains("new");
    }

    @Test
    void an_id_from_another_journal_does_not_silence_the_stream() throws IOException {
        var stream = follow("/api/v1/events", "90000");
        record("first");
        assertThat(lineAfter(stream, "id: 1")).contains("first");
    }

    @Test
    void subscribers_are_limited_and_a_place_is_free_again_once_one_left() throws IOException {
        for (int i = 0; i < EventStream.MAX_SUBSCRIBERS; i++) follow("/api/v1/events", null);
        var refused = api.get("/api/v1/events");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().at("/code").asString()).isEqualTo("EXHAUSTED");
        open.getFirst().close();
        Await.until("the left subscriber is noticed", SOON, () -> {
            record("wake");
            return api.desk.followers() < EventStream.MAX_SUBSCRIBERS;
        });
        follow("/api/v1/events", null);
    }

    @Test
    void stopping_the_server_ends_the_streams_at_once() throws IOException {
        var stream = follow("/api/v1/events", null);
        long start = System.nanoTime();
        api.server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(ends(stream)).isTrue();
        Await.until("the subscription is over", SOON, () -> api.desk.followers() == 0);
    }

    @Test
    void a_subscriber_that_does_not_read_is_dropped() throws IOException {
        var desk = api.desk;
        for (int i = 0; i < 200; i++) record("x".repeat(100_000));
        try (var stream = new EventStream(desk, Duration.ofSeconds(15), Duration.ofMillis(300));
                var pipe = new StuckStream()) {
            var thread = Thread.ofVirtual().start(() -> {
                var subscriber = new Subscriber(desk, pipe, Duration.ofSeconds(15), 0);
                stream.watch(subscriber);
                subscriber.listen();
            });
            Await.until("it is dropped", SOON, () -> !thread.isAlive());
            assertThat(desk.followers()).isZero();
        }
    }

    private void record(String node) {
        api.desk.record(ShopViews.NOW, new Event.NodeStarted(node, "1"));
    }

    private Response follow(String path, @Nullable String lastId) throws IOException {
        int before = api.desk.followers();
        var request = api.request(path);
        if (lastId != null) request.header("Last-Event-ID", lastId);
        var response = api.client
                .newBuilder()
                .callTimeout(Duration.ofMinutes(1))
                .build()
                .newCall(request.build())
                .execute();
        open.add(response);
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.header("Content-Type")).startsWith("text/event-stream");
        Await.until("it follows", SOON, () -> api.desk.followers() > before);
        return response;
    }

    private static boolean ends(Response stream) {
        try {
            while (stream.body().source().readUtf8Line() != null) Thread.onSpinWait();
            return true;
        } catch (IOException cutOff) {
            return true;
        }
    }

    private static String lineAfter(Response stream, String line) throws IOException {
        var source = stream.body().source();
        while (true) {
            var next = source.readUtf8LineStrict();
            if (next.equals(line)) return source.readUtf8LineStrict();
        }
    }
}
