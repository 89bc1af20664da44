package dev.leeward.signal.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Delivery;
import dev.leeward.signal.source.Reading;
import dev.leeward.signal.source.Refusal.Why;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnsSourceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T02:17:05Z");
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alarms";
    private static final String CERTIFICATE =
            "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
    private static final String CONFIRM = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn="
            + TOPIC + "&Token=2336412f37fb687f5d51e6e2425";
    private static final String ALARM = """
            {"AlarmName":"shop-errors","AlarmDescription":"5xx of the shop","AWSAccountId":"123456789012",
             "NewStateValue":"ALARM","NewStateReason":"Threshold Crossed: 3 datapoints were greater than the threshold (5.0).",
             "StateChangeTime":"2026-03-01T02:16:55.123+0000","Region":"EU (Frankfurt)",
             "AlarmArn":"arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-errors","OldStateValue":"OK",
             "Trigger":{"MetricName":"5XXError","Namespace":"Shop","StatisticType":"Statistic","Statistic":"AVERAGE",
              "Unit":null,"Dimensions":[],"Period":60,"EvaluationPeriods":3,"ComparisonOperator":"GreaterThanThreshold",
              "Threshold":5.0}}""";

    private static Signer sns;
    private static Signer stranger;

    private final AtomicLong nanos = new AtomicLong();
    private final List<URI> fetched = new ArrayList<>();
    private final Map<String, String> web = new HashMap<>(Map.of(CONFIRM, "<ok/>"));
    private final SnsSource source = new SnsSource(
            new HookSettings.Sns("cloudwatch", Set.of(TOPIC)),
            address -> {
                fetched.add(address);
                return Optional.ofNullable(web.get(address.toString()));
            },
            nanos::get);

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        sns = Signer.of(folder, "CN=sns.amazonaws.com");
        stranger = Signer.of(folder, "CN=sns.amazonaws.com.example.org");
    }

    @BeforeEach
    void publish() {
        web.put(CERTIFICATE, sns.certificate());
    }

    @Test
    void a_signed_alarm_is_a_signal_with_its_own_time() {
        var understood = understood(read(notification(ALARM)));
        var signal = understood.signals().getFirst();
        assertThat(signal.state()).isEqualTo(SignalState.FIRING);
        assertThat(signal.labels())
                .isEqualTo(Map.of("alarm", "shop-errors", "account", "123456789012", "region", "eu-central-1"));
        assertThat(signal.changedAt()).contains(Instant.parse("2026-03-01T02:16:55.123Z"));
        assertThat(signal.sentence()).startsWith("shop-errors: Threshold Crossed");
        assertThat(understood.signed()).isTrue();
        assertThat(understood.once()).contains("165545c9-2a5c-472c-8df2-7ff2be2b3b1b");
        assertThat(understood.age()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void each_state_has_its_meaning_and_what_is_no_alarm_says_nothing() {
        assertThat(state(ALARM.replace("\"ALARM\"", "\"OK\""))).isEqualTo(SignalState.OVER);
        assertThat(state(ALARM.replace("\"ALARM\"", "\"INSUFFICIENT_DATA\""))).isEqualTo(SignalState.UNDECIDED);
        assertThat(understood(read(notification("the budget is used up"))).signals())
                .isEmpty();
        assertThat(understood(read(notification("{}"))).signals()).isEmpty();
    }

    @Test
    void the_certificate_is_fetched_once_and_kept() {
        for (int i = 0; i < 20; i++) understood(read(notification(ALARM)));
        assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
    }

    @Test
    void a_subject_is_part_of_what_is_signed_where_there_is_one() {
        var values = values("Notification", ALARM);
        values.put("Subject", "ALARM: \"shop-errors\" in EU (Frankfurt)");
        var body = sns.sign(values);
        assertThat(understood(read(body)).signals()).hasSize(1);
        assertThat(why(read(body.replace("EU (Frankfurt)\"}", "US\"}").replace("in EU (F", "in US (F"))))
                .isEqualTo(Why.FORGED);
    }

    @Test
    void whatever_is_changed_after_signing_is_noticed() {
        var body = notification(ALARM);
        assertThat(why(read(body.replace("shop-errors", "shop-orders")))).isEqualTo(Why.FORGED);
        assertThat(why(read(body.replace("02:17:00.000Z", "02:17:01.000Z")))).isEqualTo(Why.FORGED);
        assertThat(why(read(body.replace("165545c9", "165545c8")))).isEqualTo(Why.FORGED);
        assertThat(why(read(stranger.sign(values("Notification", ALARM))))).isEqualTo(Why.FORGED);
    }

    @Test
    void the_first_version_of_signatures_is_refused_and_nothing_is_fetched_for_it() {
        var values = values("Notification", ALARM);
        values.put("SignatureVersion", "1");
        assertThat(why(read(sns.sign(values)))).isEqualTo(Why.FORGED);
        assertThat(fetched).isEmpty();
    }

    @Test
    void a_topic_without_a_say_is_refused_before_anything_is_fetched() {
        for (var type : List.of("Notification", "SubscriptionConfirmation")) {
            var values = values(type, ALARM);
            values.put("TopicArn", TOPIC.replace("alarms", "others"));
            assertThat(why(read(sns.sign(values)))).isEqualTo(Why.NOT_ALLOWED);
        }
        assertThat(fetched).isEmpty();
    }

    @Test
    void a_certificate_is_fetched_from_sns_in_the_topics_region_and_from_nowhere_else() {
        for (var address : List.of(
                CERTIFICATE.replace("https", "http"),
                CERTIFICATE.replace("eu-central-1", "us-east-1"),
                CERTIFICATE.replace("amazonaws.com", "amazonaws.com.example.org"),
                CERTIFICATE.replace("sns.", "sns.amazonaws.com@"),
                CERTIFICATE.replace(".com/", ".com:8443/"),
                CERTIFICATE.replace(".com/", ".com.cn/"),
                CERTIFICATE.replace("/Simple", "/x/../Simple"),
                CERTIFICATE + "?x=1",
                CERTIFICATE + "#x",
                "https://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "not an address",
                "")) {
            var values = values("Notification", ALARM);
            values.put("SigningCertURL", address);
            assertThat(why(read(sns.sign(values)))).as(address).isEqualTo(Why.FORGED);
        }
        assertThat(fetched).isEmpty();
    }

    @Test
    void a_certificate_of_somebody_else_or_out_of_its_time_is_refused() {
        web.put(CERTIFICATE, stranger.certificate());
        assertThat(why(read(stranger.sign(values("Notification", ALARM))))).isEqualTo(Why.FORGED);
        web.put(CERTIFICATE, "<html>");
        assertThat(why(read(notification(ALARM)))).isEqualTo(Why.FORGED);
        web.put(CERTIFICATE, sns.certificate() + stranger.certificate());
        assertThat(why(read(notification(ALARM))))
                .as("not issued by what comes with it")
                .isEqualTo(Why.FORGED);
        web.put(CERTIFICATE, sns.certificate());
        understood(read(notification(ALARM)));
        var later = Instant.parse("2027-03-01T02:17:05Z");
        var values = values("Notification", ALARM);
        values.put("Timestamp", "2027-03-01T02:17:00.000Z");
        assertThat(why(source.read(delivery(sns.sign(values), later)))).isEqualTo(Why.FORGED);
    }

    @Test
    void a_certificate_that_cannot_be_fetched_is_for_later_and_forgers_have_few_fetched() {
        web.clear();
        for (int i = 0; i < 100; i++) assertThat(why(read(notification(ALARM)))).isEqualTo(Why.UNPROVEN);
        assertThat(fetched).hasSize(6);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        web.put(CERTIFICATE, sns.certificate());
        assertThat(understood(read(notification(ALARM))).signals()).hasSize(1);
    }

    @Test
    void what_was_sent_more_than_an_hour_ago_is_refused() {
        var values = values("Notification", ALARM);
        values.put("Timestamp", "2026-03-01T01:17:00.000Z");
        assertThat(why(read(sns.sign(values)))).isEqualTo(Why.STALE);
        values.put("Timestamp", "2026-03-01T02:23:00.000Z");
        assertThat(why(read(sns.sign(values)))).isEqualTo(Why.STALE);
        values.put("Timestamp", "yesterday");
        assertThat(why(read(sns.sign(values)))).isEqualTo(Why.MALFORMED);
    }

    @Test
    void a_subscription_is_confirmed_only_if_it_is_signed_and_leads_to_sns() {
        var values = values("SubscriptionConfirmation", "You have chosen to subscribe");
        assertThat(understood(read(sns.sign(values))).signals()).isEmpty();
        assertThat(fetched).containsExactly(URI.create(CERTIFICATE), URI.create(CONFIRM));
        fetched.clear();
        assertThat(why(read(stranger.sign(values)))).isEqualTo(Why.FORGED);
        for (var address : List.of(
                CONFIRM.replace("eu-central-1.amazonaws.com", "internal.example.org"),
                CONFIRM.replace("https", "http"),
                CONFIRM.replace("ConfirmSubscription", "DeleteTopic"),
                "http://127.0.0.1:8600/api/v1/reload")) {
            values.put("SubscribeURL", address);
            assertThat(why(read(sns.sign(values)))).as(address).isEqualTo(Why.FORGED);
        }
        assertThat(fetched).as("nothing is visited").isEmpty();
    }

    @Test
    void a_subscription_that_cannot_be_confirmed_now_is_asked_for_again() {
        web.remove(CONFIRM);
        var values = values("SubscriptionConfirmation", "You have chosen to subscribe");
        assertThat(why(read(sns.sign(values)))).isEqualTo(Why.UNPROVEN);
    }

    @Test
    void nothing_that_is_no_message_breaks_it() {
        for (var body : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"Type\":\"Notification\"}",
                notification(ALARM).replace("Notification", "Other"),
                "[".repeat(50_000))) {
            assertThat(why(read(body))).isEqualTo(Why.MALFORMED);
        }
        assertThat(why(read(notification(ALARM).replaceFirst("\"Signature\":\"[^\"]+", "\"Signature\":\"%%%"))))
                .isEqualTo(Why.FORGED);
    }

    private SignalState state(String message) {
        return understood(read(notification(message))).signals().getFirst().state();
    }

    private static String notification(String message) {
        return sns.sign(values("Notification", message));
    }

    private static Map<String, String> values(String type, String message) {
        var values = new TreeMap<String, String>();
        values.put("Type", type);
        values.put("MessageId", "165545c9-2a5c-472c-8df2-7ff2be2b3b1b");
        values.put("TopicArn", TOPIC);
        values.put("Message", message);
        values.put("Timestamp", "2026-03-01T02:17:00.000Z");
        values.put("SignatureVersion", "2");
        values.put("SigningCertURL", CERTIFICATE);
        if (!type.equals("Notification")) {
            values.put("Token", "2336412f37fb687f5d51e6e2425");
            values.put("SubscribeURL", CONFIRM);
        }
        return values;
    }

    private Reading read(String body) {
        return source.read(delivery(body, NOW));
    }

    private static Delivery delivery(String body, Instant at) {
        return new Delivery(Optional.empty(), Map.of(), body.getBytes(StandardCharsets.UTF_8), at);
    }

    private static Reading.Understood understood(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return (Reading.Understood) reading;
    }

    private static Why why(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).refusal().why();
    }
}
