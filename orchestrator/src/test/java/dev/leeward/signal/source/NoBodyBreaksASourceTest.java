package dev.leeward.signal.source;

import static dev.leeward.signal.source.Posts.fixture;
import static dev.leeward.signal.source.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.HookSettings;
import dev.leeward.config.HookSettings.Credential;
import dev.leeward.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Whatever is posted, by whoever knows the secret, comes to an answer and to signals within their limits. */
final class NoBodyBreaksASourceTest {
    private static final String SECRET = "signing-secret-0123456789";
    private static final Credential SHOWN = new Credential.Bearer(Secret.of(SECRET));
    private static final List<String> SEEDS = List.of(
            fixture("alertmanager-mixed.json"),
            fixture("grafana.json"),
            fixture("eventbridge-alarm.json"),
            fixture("uptimerobot.json"),
            fixture("pingdom.json"),
            "{\"identity\": \"a\", \"state\": \"firing\", \"labels\": {\"b\": 1.5, \"c\": [null]}, \"at\": \"2026-03-01T02:16:05Z\"}");
    private static final List<String> BITS = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "-1e999",
            "true",
            "\\u0000",
            "\"",
            "{",
            "]",
            ",",
            "*",
            "0001-01-01T00:00:00Z",
            "+99:99",
            "\uD800",
            "9".repeat(400),
            "x".repeat(3_000),
            "[".repeat(100));

    private final List<Source> sources = List.of(
            new AlertmanagerSource(new HookSettings.Alertmanager("s", SHOWN)),
            new EventBridgeSource(new HookSettings.EventBridge("s", SHOWN)),
            new GrafanaSource(new HookSettings.Grafana("s", Secret.of(SECRET), "stamp")),
            new GenericSource(new HookSettings.Generic("s", Secret.of(SECRET))),
            new UptimeRobotSource(new HookSettings.UptimeRobot("s", Secret.of(SECRET))),
            new PingdomSource(new HookSettings.Pingdom("s", Secret.of(SECRET))));

    @RepeatedTest(2)
    void no_body_breaks_a_source() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var body = mangled(random);
            for (var source : sources) {
                read(source, body, seed);
            }
        }
    }

    private static void read(Source source, String body, long seed) {
        var what = "seed " + seed + ", " + source.getClass().getSimpleName() + ", " + body;
        try {
            if (source.read(delivery(body)) instanceof Reading.Understood understood) isBounded(understood, what);
        } catch (RuntimeException broken) {
            throw new AssertionError(what, broken);
        }
    }

    private static void isBounded(Reading.Understood understood, String what) {
        assertThat(understood.signals()).as(what).hasSizeLessThanOrEqualTo(500).allSatisfy(signal -> {
            assertThat(signal.sentence()).hasSizeLessThanOrEqualTo(200);
            assertThat(signal.sentence().chars()).noneMatch(Character::isISOControl);
            assertThat(signal.identity()).hasSizeLessThanOrEqualTo(256);
            assertThat(signal.labels()).hasSizeLessThanOrEqualTo(64);
        });
    }

    private static String mangled(Random random) {
        var body = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = random.nextInt(6); i > 0 && !body.isEmpty(); i--) {
            int at = random.nextInt(body.length());
            int end = Math.min(body.length(), at + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> body.delete(at, end);
                case 1 -> body.insert(at, BITS.get(random.nextInt(BITS.size())));
                case 2 -> body.replace(at, end, BITS.get(random.nextInt(BITS.size())));
                default -> body.insert(at, body.substring(at, end));
            }
        }
        return body.toString();
    }

    private static Delivery delivery(String body) {
        var stamp = Long.toString(Posts.NOW.getEpochSecond());
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return post(
                Optional.of(SECRET),
                body,
                "Authorization",
                "Bearer " + SECRET,
                "stamp",
                stamp,
                "X-Grafana-Alerting-Signature",
                Proof.hmac(SECRET, stamp + ":", bytes),
                "X-Leeward-Timestamp",
                stamp,
                "X-Leeward-Signature",
                "sha256=" + Proof.hmac(SECRET, stamp + ".", bytes));
    }
}
