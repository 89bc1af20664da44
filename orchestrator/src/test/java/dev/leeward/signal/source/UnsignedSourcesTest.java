package dev.leeward.signal.source;

import static dev.leeward.signal.source.Posts.fixture;
import static dev.leeward.signal.source.Posts.post;
import static dev.leeward.signal.source.Posts.signals;
import static dev.leeward.signal.source.Posts.why;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.HookSettings;
import dev.leeward.secret.Secret;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Refusal.Why;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** UptimeRobot and Pingdom, whose deliveries anybody could make who came to know the path. */
final class UnsignedSourcesTest {
    private static final String PATH = "0123456789abcdef0123456789abcdef";
    private static final String ROBOT = fixture("uptimerobot.json");
    private static final String PINGDOM = fixture("pingdom.json");

    private final Source robot = new UptimeRobotSource(new HookSettings.UptimeRobot("robot", Secret.of(PATH)));
    private final Source pingdom = new PingdomSource(new HookSettings.Pingdom("pingdom", Secret.of(PATH)));

    @Test
    void what_they_say_is_never_signed() {
        assertThat(((Reading.Understood) to(robot, ROBOT)).signed()).isFalse();
        assertThat(((Reading.Understood) to(pingdom, PINGDOM)).signed()).isFalse();
        assertThat(new HookSettings.UptimeRobot("robot", Secret.of(PATH)).signed())
                .isFalse();
    }

    @Test
    void uptime_robot_says_1_and_2_and_what_it_did_not_fill_in_says_nothing() {
        var down = signals(to(robot, ROBOT)).getFirst();
        assertThat(down.state()).isEqualTo(SignalState.FIRING);
        assertThat(down.labels()).isEqualTo(Map.of("monitor", "779412345", "name", "shop us-east"));
        assertThat(down.sentence()).isEqualTo("shop us-east: HTTP 502 - Bad Gateway");
        var up = signals(to(
                        robot,
                        ROBOT.replace("\"alertType\":\"1\"", "\"alertType\":2")
                                .replace("HTTP 502 - Bad Gateway", "*alertDetails*")
                                .replace("shop us-east", "*monitorFriendlyName*")))
                .getFirst();
        assertThat(up.state()).isEqualTo(SignalState.OVER);
        assertThat(up.identity()).isEqualTo(down.identity());
        assertThat(up.labels()).isEqualTo(Map.of("monitor", "779412345"));
        assertThat(up.sentence()).isEqualTo("monitor 779412345");
    }

    @Test
    void a_robot_whose_body_was_not_filled_in_or_that_tells_of_a_certificate_is_refused() {
        for (var body : List.of(
                ROBOT.replace("779412345", "*monitorID*"),
                ROBOT.replace("\"alertType\":\"1\"", "\"alertType\":\"*alertType*\""),
                ROBOT.replace("\"alertType\":\"1\"", "\"alertType\":\"3\""),
                "monitorID=779412345&alertType=1")) {
            assertThat(why(to(robot, body))).as(body).isEqualTo(Why.MALFORMED);
        }
    }

    @Test
    void pingdom_has_words_for_checks_and_for_transactions() {
        var down = signals(to(pingdom, PINGDOM)).getFirst();
        assertThat(down.state()).isEqualTo(SignalState.FIRING);
        assertThat(down.labels()).isEqualTo(Map.of("check", "12345", "name", "shop us-east", "importance", "HIGH"));
        assertThat(down.changedAt()).contains(Instant.ofEpochSecond(1_772_331_420));
        assertThat(state("FAILING")).isEqualTo(SignalState.FIRING);
        assertThat(state("UP")).isEqualTo(SignalState.OVER);
        assertThat(state("SUCCESS")).isEqualTo(SignalState.OVER);
        assertThat(why(to(pingdom, PINGDOM.replace("\"DOWN\"", "\"PAUSED\"")))).isEqualTo(Why.MALFORMED);
    }

    @Test
    void another_path_or_none_is_refused() {
        for (var source : List.of(robot, pingdom)) {
            assertThat(why(source.read(post(ROBOT)))).isEqualTo(Why.FORGED);
            assertThat(why(source.read(post(Optional.of(PATH + "0"), ROBOT)))).isEqualTo(Why.FORGED);
            assertThat(source.read(post(ROBOT)).toString()).doesNotContain(PATH);
        }
    }

    private SignalState state(String word) {
        return signals(to(pingdom, PINGDOM.replace("\"DOWN\"", "\"" + word + "\"")))
                .getFirst()
                .state();
    }

    private static Reading to(Source source, String body) {
        return source.read(post(Optional.of(PATH), body));
    }
}
