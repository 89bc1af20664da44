package dev.leeward.probe.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import dev.leeward.prober.Looks;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Against moto, whose alarms never fire by themselves, so that their states are set. */
@Timeout(300)
final class AlarmProberIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static URI endpoint;
    private static LocalProcess moto;
    private static CloudWatchClient cloudwatch;

    @BeforeAll
    static void start(@TempDir Path folder) {
        int port = Ports.free();
        moto = LocalProcess.start(folder, Needs.program("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                .awaitPort(port, Duration.ofMinutes(1));
        endpoint = URI.create("http://127.0.0.1:" + port);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        cloudwatch = CloudWatchClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        for (var name : List.of("shop-errors", "shop-orders")) {
            cloudwatch.putMetricAlarm(alarm -> alarm.alarmName(name)
                    .namespace("Shop")
                    .metricName("5XX")
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(5.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        }
    }

    @AfterAll
    static void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        cloudwatch.close();
        moto.close();
    }

    @Test
    void an_alarm_that_is_on_is_a_failure_and_one_that_is_off_or_undecided_is_not() {
        set("shop-errors", StateValue.OK);
        set("shop-orders", StateValue.OK);
        assertThat(look("shop-errors", "shop-orders")).isInstanceOf(Sighting.Healthy.class);
        set("shop-errors", StateValue.INSUFFICIENT_DATA);
        assertThat(look("shop-errors", "shop-orders"))
                .isInstanceOfSatisfying(
                        Sighting.Healthy.class,
                        ok -> assertThat(ok.warnings()).containsExactly("shop-errors has not enough data"));
        set("shop-orders", StateValue.ALARM);
        assertThat(look("shop-errors", "shop-orders")).isInstanceOfSatisfying(Sighting.Failing.class, bad -> {
            assertThat(bad.kind()).isEqualTo(FailureKind.SIGNALLED);
            assertThat(bad.detail()).isEqualTo("shop-orders: the test says so");
        });
    }

    @Test
    void an_alarm_that_is_not_there_is_said_and_speaks_against_nobody() {
        assertThat(look("shop-erors"))
                .isInstanceOfSatisfying(
                        Sighting.Inconclusive.class,
                        open -> assertThat(open.why()).contains("has no alarm called shop-erors"));
    }

    @Test
    void a_cloudwatch_that_does_not_answer_says_nothing() {
        var nobody = new Check.Alarms("eu-central-1", Optional.of(URI.create("http://127.0.0.1:9")), List.of("a"));
        assertThat(look(nobody)).isInstanceOf(Sighting.Inconclusive.class);
    }

    private static void set(String name, StateValue state) {
        cloudwatch.setAlarmState(
                alarm -> alarm.alarmName(name).stateValue(state).stateReason("the test says so"));
    }

    private static Sighting look(String... names) {
        return look(new Check.Alarms("eu-central-1", Optional.of(endpoint), List.of(names)));
    }

    private static Sighting look(Check.Alarms check) {
        try (var prober = new AlarmProber()) {
            return Looks.once(prober, check, PATIENCE);
        }
    }
}
