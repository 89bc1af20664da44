package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhookChannelTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_notice_is_posted_as_signed_json() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(202).build());
        assertThat(deliver("/hook?token=t0p")).isEqualTo(new Delivered.Done());
        var request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/hook?token=t0p");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.getHeaders().get("X-Leeward-Delivery")).isEqualTo("7-0123456789ab");
        assertThat(request.getHeaders().get("X-Leeward-Timestamp")).isEqualTo("1772366400");
        var body = request.getBody();
        assertThat(body).isNotNull();
        assertThat(body.utf8()).isEqualTo(notice(7).json());
        assertThat(request.getHeaders().get("X-Leeward-Signature"))
                .isEqualTo(Signature.of("k3y", 1_772_366_400L, notice(7).json()));
    }

    /** Computed by {@code printf '1.{}' | openssl dgst -sha256 -hmac k3y}. */
    @Test
    void the_signature_is_one_that_others_compute_too() {
        assertThat(Signature.of("k3y", 1, "{}"))
                .isEqualTo("sha256=50f3f7ebd799d00581aa918ac0c4e0741250032cba5e49d0011c741f4b06ae62");
    }

    @Test
    void answers_that_may_change_are_tried_again_and_others_given_up() {
        for (int passing : new int[] {408, 425, 429, 500, 502, 503, 599}) {
            assertThat(problem(passing).retryable()).as("%d", passing).isTrue();
        }
        for (int lasting : new int[] {301, 302, 307, 400, 401, 403, 404, 410}) {
            assertThat(problem(lasting).retryable()).as("%d", lasting).isFalse();
        }
        assertThat(problem(429).code()).isEqualTo(FaultCode.THROTTLED);
    }

    @Test
    void how_long_to_wait_is_read_in_both_forms() {
        assertThat(RetryAfter.of("120", NOON)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.of("Sun, 01 Mar 2026 12:05:00 GMT", NOON)).contains(Duration.ofMinutes(5));
        assertThat(RetryAfter.of("Sun, 01 Mar 2026 11:00:00 GMT", NOON)).isEmpty();
        assertThat(RetryAfter.of("soon", NOON)).isEmpty();
        assertThat(RetryAfter.of("99999999999999999999", NOON)).isEmpty();
        assertThat(RetryAfter.of(null, NOON)).isEmpty();
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "33")
                .build());
        assertThat(failed(deliver("/")).retryAfter()).contains(Duration.ofSeconds(33));
    }

    @Test
    void no_answer_is_a_time_out_and_nobody_there_is_unreachable() {
        server.enqueue(
                new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).build());
        assertThat(failed(channel("/").deliver(notice(7), Duration.ofMillis(300)))
                        .code())
                .isEqualTo(FaultCode.TIMED_OUT);
        var channel = channel("/");
        server.close();
        assertThat(failed(channel.deliver(notice(7), LIMIT)).code()).isEqualTo(FaultCode.UNREACHABLE);
    }

    @Test
    void no_problem_tells_the_url_or_the_key() {
        server.enqueue(
                new MockResponse.Builder().code(500).body("secret answer").build());
        var said = failed(deliver("/t0ken")).toString()
                + failed(new WebhookChannel("h", Secret.of("nonsense t0ken"), Optional.empty(), LIMIT, () -> NOON)
                        .deliver(notice(7), LIMIT));
        assertThat(said).doesNotContain("t0ken", "k3y", "secret answer");
    }

    private Problem problem(int status) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Location", server.url("/elsewhere"))
                .build());
        return failed(deliver("/"));
    }

    private Delivered deliver(String path) {
        return channel(path).deliver(notice(7), LIMIT);
    }

    private WebhookChannel channel(String path) {
        Instant now = NOON;
        var url = Secret.of(server.url(path).toString());
        return new WebhookChannel("hook", url, Optional.of(Secret.of("k3y")), LIMIT, () -> now);
    }

    private static Problem failed(Delivered delivered) {
        assertThat(delivered).isInstanceOf(Delivered.Failed.class);
        return ((Delivered.Failed) delivered).problem();
    }
}
