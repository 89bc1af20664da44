package dev.leeward.signal.source;

import static dev.leeward.signal.source.Posts.NOW;
import static dev.leeward.signal.source.Posts.post;
import static dev.leeward.signal.source.Posts.signals;
import static dev.leeward.signal.source.Posts.why;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.HookSettings;
import dev.leeward.secret.Secret;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GenericSourceTest {
    private static final String SECRET = "signing-secret-0123456789";
    private static final String FIRING = """
            {"identity": "checkout", "state": "firing", "labels": {"region": "us-east", "weight": 3},
             "sentence": "no order for 3 minutes"}""";
    /** As docs/NOTIFICATIONS.md shows it. */
    private static final String NOTICE = "{\"at\":\"2026-03-01T02:17:00Z\",\"ends\":false,\"id\":\"17-0123456789ab\","
            + "\"key\":\"shop/alarm/all-regions-down\",\"kind\":\"alarm-raised\","
            + "\"sentence\":\"shop: no region of shop answers\",\"sequence\":17,\"service\":\"shop\",\"severity\":\"page\"}";

    private final Source source = new GenericSource(new HookSettings.Generic("other", Secret.of(SECRET)));

    @Test
    void what_is_signed_is_read() {
        var signal = signals(read(FIRING, 0)).getFirst();
        assertThat(signal.state()).isEqualTo(SignalState.FIRING);
        assertThat(signal.identity()).isEqualTo("checkout");
        assertThat(signal.labels()).isEqualTo(Map.of("region", "us-east", "weight", "3"));
        assertThat(signal.sentence()).isEqualTo("no order for 3 minutes");
    }

    @Test
    void a_notice_of_another_leeward_is_a_signal_and_its_end_is_the_end_of_it() {
        var raised = signals(read(NOTICE, 0)).getFirst();
        var cleared = signals(read(NOTICE.replace("\"ends\":false", "\"ends\":true"), 0))
                .getFirst();
        assertThat(raised.state()).isEqualTo(SignalState.FIRING);
        assertThat(cleared.state()).isEqualTo(SignalState.OVER);
        assertThat(raised.identity()).isEqualTo(cleared.identity());
        assertThat(raised.labels())
                .containsEntry("service", "shop")
                .containsEntry("key", "shop/alarm/all-regions-down");
    }

    @Test
    void a_notice_that_waited_signalfor_its_delivery_is_as_old_as_what_it_tells() {
        var late = NOTICE.replace("02:17:00Z", "01:17:05Z");
        assertThat(((Reading.Understood) read(late, 0)).age()).isEqualTo(Duration.ofHours(1));
        assertThat(((Reading.Understood) read(FIRING, -40)).age()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void a_forged_signature_is_refused_whatever_it_says() {
        var stamp = Long.toString(NOW.getEpochSecond());
        var right = "sha256=" + hmac(stamp, FIRING);
        assertThat(why(source.read(post(FIRING)))).isEqualTo(Why.FORGED);
        assertThat(why(source.read(post(FIRING, "X-Leeward-Signature", right)))).isEqualTo(Why.FORGED);
        assertThat(why(source.read(post(FIRING + " ", "X-Leeward-Signature", right, "X-Leeward-Timestamp", stamp))))
                .isEqualTo(Why.FORGED);
        assertThat(why(source.read(
                        post(FIRING, "X-Leeward-Signature", right, "X-Leeward-Timestamp", stamp.replace('1', '2')))))
                .isEqualTo(Why.FORGED);
        assertThat(why(source.read(
                        post(FIRING, "X-Leeward-Signature", "sha256=" + "0".repeat(64), "X-Leeward-Timestamp", stamp))))
                .isEqualTo(Why.FORGED);
    }

    @Test
    void what_was_signed_signalago_or_for_later_is_refused() {
        assertThat(why(read(FIRING, -301))).isEqualTo(Why.STALE);
        assertThat(why(read(FIRING, 301))).isEqualTo(Why.STALE);
        assertThat(signals(read(FIRING, -299))).hasSize(1);
    }

    @Test
    void what_is_signed_and_says_nothing_is_refused() {
        for (var body : new String[] {
            "",
            "{}",
            "[]",
            "null",
            "{\"identity\": \"a\"}",
            "{\"identity\": \" \", \"state\": \"firing\"}",
            "{\"identity\": \"a\", \"state\": \"perhaps\"}",
            "{\"key\": \"a\", \"ends\": 7}",
            "{\"identity\": {}, \"state\": \"over\"}"
        }) {
            assertThat(why(read(body, 0))).as(body).isEqualTo(Why.MALFORMED);
        }
    }

    @Test
    void control_characters_and_endless_texts_are_not_shown_to_anybody() {
        var signal = signals(read(
                        "{\"identity\": \"a\", \"state\": \"firing\", \"sentence\": \"\\u001b[31mred\\n"
                                + "x".repeat(5_000) + "\"}",
                        0))
                .getFirst();
        assertThat(signal.sentence()).hasSizeLessThanOrEqualTo(200).startsWith("[31mred");
    }

    private Reading read(String body, long later) {
        var stamp = Long.toString(NOW.getEpochSecond() + later);
        return source.read(
                post(body, "X-Leeward-Timestamp", stamp, "X-Leeward-Signature", "sha256=" + hmac(stamp, body)));
    }

    private static String hmac(String stamp, String body) {
        return Proof.hmac(SECRET, stamp + ".", body.getBytes(StandardCharsets.UTF_8));
    }
}
