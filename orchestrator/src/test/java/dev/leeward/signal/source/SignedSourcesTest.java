package dev.leeward.signal.source;

import static dev.leeward.signal.source.Posts.NOW;
import static dev.leeward.signal.source.Posts.fixture;
import static dev.leeward.signal.source.Posts.post;
import static dev.leeward.signal.source.Posts.signals;
import static dev.leeward.signal.source.Posts.why;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.HookSettings;
import dev.leeward.config.HookSettings.Credential;
import dev.leeward.secret.Secret;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Grafana and EventBridge. */
final class SignedSourcesTest {
    private static final String SECRET = "signing-secret-0123456789";
    private static final String STAMP = "X-Grafana-Alerting-Timestamp";
    private static final String GRAFANA = fixture("grafana.json");
    private static final String EVENT = fixture("eventbridge-alarm.json");

    private final Source grafana = new GrafanaSource(new HookSettings.Grafana("grafana", Secret.of(SECRET), STAMP));
    private final Source bridge = new EventBridgeSource(
            new HookSettings.EventBridge("bridge", new Credential.ApiKey("X-Api-Key", Secret.of(SECRET))));

    @Test
    void grafana_has_the_shape_of_alertmanager_and_a_version_of_its_own() {
        var signal = signals(signed(GRAFANA, 0)).getFirst();
        assertThat(signal.state()).isEqualTo(SignalState.FIRING);
        assertThat(signal.labels()).containsEntry("region", "us-east").containsEntry("alertname", "High latency");
        assertThat(signal.sentence()).isEqualTo("High latency: p99 above 2 s");
        assertThat(why(signed(GRAFANA.replace("\"version\":\"1\"", "\"version\":\"4\""), 0)))
                .isEqualTo(Why.MALFORMED);
    }

    @Test
    void grafanas_signature_covers_the_time_which_is_required() {
        var without = Proof.hmac(SECRET, "", GRAFANA.getBytes(StandardCharsets.UTF_8));
        assertThat(why(grafana.read(post(GRAFANA, "X-Grafana-Alerting-Signature", without))))
                .as("it could be replayed forever")
                .isEqualTo(Why.FORGED);
        assertThat(why(grafana.read(post(GRAFANA)))).isEqualTo(Why.FORGED);
        assertThat(why(signed(GRAFANA, -301))).isEqualTo(Why.STALE);
        assertThat(((Reading.Understood) signed(GRAFANA, -7)).age()).isEqualTo(Duration.ofSeconds(7));
        assertThat(((Reading.Understood) signed(GRAFANA, 0)).once()).isPresent();
    }

    @Test
    void an_event_of_an_alarm_is_a_signal_as_old_as_the_event() {
        var understood = (Reading.Understood) event(EVENT);
        var signal = understood.signals().getFirst();
        assertThat(signal.state()).isEqualTo(SignalState.FIRING);
        assertThat(signal.labels())
                .isEqualTo(Map.of("alarm", "ServerCpuTooHigh", "account", "123456789012", "region", "us-east-1"));
        assertThat(signal.changedAt()).contains(Instant.parse("2026-03-01T02:16:34.531Z"));
        assertThat(understood.age()).isEqualTo(Duration.ofSeconds(30));
        assertThat(understood.once()).contains("c4c1c1c9-6542-e61b-6ef0-8c4d36933a92");
        assertThat(signals(event(EVENT.replace("\"value\":\"ALARM\"", "\"value\":\"OK\"")))
                        .getFirst()
                        .state())
                .isEqualTo(SignalState.OVER);
    }

    @Test
    void other_events_and_other_keys_are_refused() {
        assertThat(why(event("{}"))).isEqualTo(Why.MALFORMED);
        assertThat(why(event("{\"id\": \"1\", \"detail-type\": \"Scheduled Event\", \"detail\": {}}")))
                .isEqualTo(Why.MALFORMED);
        assertThat(why(bridge.read(post(EVENT, "X-Api-Key", "guess")))).isEqualTo(Why.FORGED);
        assertThat(why(bridge.read(post(EVENT)))).isEqualTo(Why.FORGED);
    }

    @Test
    void times_are_read_with_either_form_of_offset() {
        var moment = Instant.parse("2026-03-01T02:16:34.531Z");
        for (var text : new String[] {
            "2026-03-01T02:16:34.531+0000", "2026-03-01T02:16:34.531Z", "2026-03-01T03:16:34.531+01:00"
        }) {
            assertThat(CloudWatchAlarms.time(text)).as(text).contains(moment);
        }
        assertThat(CloudWatchAlarms.time("yesterday")).isEmpty();
        assertThat(CloudWatchAlarms.time("2026-03-01T02:16:34"))
                .as("of nowhere")
                .isEmpty();
    }

    private Reading event(String body) {
        return bridge.read(post(body, "x-api-key", SECRET));
    }

    private Reading signed(String body, long later) {
        var stamp = Long.toString(NOW.getEpochSecond() + later);
        var code = Proof.hmac(SECRET, stamp + ":", body.getBytes(StandardCharsets.UTF_8));
        return grafana.read(post(body, STAMP, stamp, "X-Grafana-Alerting-Signature", code));
    }
}
