package dev.leeward.signal.source;

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
import org.junit.jupiter.api.Test;

final class AlertmanagerSourceTest {
    private static final String TOKEN = "alerts-token-0123456789";
    private static final String MIXED = fixture("alertmanager-mixed.json");

    private final Source source =
            new AlertmanagerSource(new HookSettings.Alertmanager("alerts", new Credential.Bearer(Secret.of(TOKEN))));

    @Test
    void one_body_may_hold_what_fires_and_what_is_over() {
        var signals = signals(read(MIXED));
        assertThat(signals).hasSize(2);
        assertThat(signals.getFirst().state()).isEqualTo(SignalState.FIRING);
        assertThat(signals.getFirst().identity()).isEqualTo("0a1b2c3d4e5f6071");
        assertThat(signals.getFirst().labels())
                .containsEntry("region", "us-east")
                .containsEntry("severity", "page");
        assertThat(signals.getFirst().sentence()).isEqualTo("ShopDown: no order in us-east for 3 minutes");
        assertThat(signals.getLast().state())
                .as("whatever the body's own status")
                .isEqualTo(SignalState.OVER);
        assertThat(signals.getLast().sentence()).as("without annotations").isEqualTo("ShopDown");
    }

    @Test
    void without_the_token_or_with_another_one_nothing_is_read() {
        assertThat(why(source.read(post(MIXED)))).isEqualTo(Why.FORGED);
        assertThat(why(source.read(post(MIXED, "Authorization", "Bearer guess"))))
                .isEqualTo(Why.FORGED);
        assertThat(why(source.read(post(MIXED, "Authorization", TOKEN)))).isEqualTo(Why.FORGED);
        assertThat(source.read(post(MIXED)).toString()).doesNotContain(TOKEN);
    }

    @Test
    void user_and_password_serve_as_well() {
        var basic = new AlertmanagerSource(new HookSettings.Alertmanager(
                "alerts", new Credential.Basic("prometheus", Secret.of("alerts-password-0123"))));
        // prometheus:alerts-password-0123
        var shown = "Basic cHJvbWV0aGV1czphbGVydHMtcGFzc3dvcmQtMDEyMw==";
        assertThat(signals(basic.read(post(MIXED, "authorization", shown)))).hasSize(2);
        assertThat(why(basic.read(post(MIXED, "authorization", "Basic cHJvbWV0aGV1czpub25l"))))
                .isEqualTo(Why.FORGED);
    }

    @Test
    void another_version_or_an_alert_without_labels_is_refused_as_a_whole() {
        assertThat(why(read(MIXED.replace("\"version\":\"4\"", "\"version\":\"5\""))))
                .isEqualTo(Why.MALFORMED);
        assertThat(why(read(MIXED.replace("\"status\":\"resolved\"", "\"status\":\"unknown\""))))
                .isEqualTo(Why.MALFORMED);
        assertThat(why(read("[]"))).isEqualTo(Why.MALFORMED);
        assertThat(why(read("{"))).isEqualTo(Why.MALFORMED);
        assertThat(why(read("[".repeat(10_000)))).isEqualTo(Why.MALFORMED);
    }

    private Reading read(String body) {
        return source.read(post(body, "Authorization", "bearer " + TOKEN));
    }
}
