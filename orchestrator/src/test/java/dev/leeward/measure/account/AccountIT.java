package dev.leeward.measure.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.AwsAccess;
import dev.leeward.config.MeasureSettings;
import dev.leeward.config.SteeringSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Performer;
import dev.leeward.measure.parameters.ParametersPerformer;
import dev.leeward.measure.secrets.SecretsPerformer;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Against moto, with what it does not do done by what stands in front of it. */
@TestInstance(Lifecycle.PER_CLASS)
final class AccountIT {
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("eu-central");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HIDDEN = "correct-horse-battery";

    private LocalProcess moto;
    private Front front;
    private SsmClient parameters;
    private SecretsManagerClient secrets;

    @SuppressWarnings("NullAway.Init") // JUnit starts moto before the tests.
    AccountIT() {}

    @BeforeAll
    void start(@TempDir Path folder) {
        int port = Ports.free();
        var program = Needs.program("moto_server").toString();
        moto = LocalProcess.start(folder, program, "-H", "127.0.0.1", "-p", "" + port)
                .awaitPort(port, Duration.ofMinutes(1));
        var there = URI.create("http://127.0.0.1:" + port);
        front = new Front(there);
        parameters = Clients.client(SsmClient.builder(), access(there), "eu-central-1");
        secrets = Clients.client(SecretsManagerClient.builder(), access(there), "eu-central-1");
    }

    @AfterAll
    void stop() {
        parameters.close();
        secrets.close();
        front.close();
        moto.close();
    }

    @Test
    void a_parameter_gets_its_value_where_the_move_goes_and_the_one_of_before_when_it_is_taken_back() {
        make("/a/region", "us-east-1", ParameterType.STRING);
        make("/a/token", "old-token", ParameterType.SECURE_STRING);
        try (var performer = parameters(Map.of("/a/region", "eu-central-1"), Map.of("/a/token", HIDDEN))) {
            assertThat(performer.preflight(LIMIT)).isEmpty();
            var taken = performer.perform(order(7, Way.TAKE), LIMIT);
            assertThat(taken)
                    .isInstanceOfSatisfying(
                            Outcome.Applied.class,
                            it -> assertThat(it.evidence())
                                    .contains("/a/region has its value in version 2, after version 1")
                                    .doesNotContain(HIDDEN));
            assertThat(value("/a/region")).isEqualTo("eu-central-1");
            assertThat(value("/a/token")).isEqualTo(HIDDEN);
            assertThat(description("/a/region")).startsWith("where it is [leeward epoch 7 take settings shop-7/");

            assertThat(performer.perform(order(7, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(version("/a/region"))
                    .as("a repeated order writes nothing")
                    .isEqualTo(2);
            assertThat(code(performer.perform(order(6, Way.TAKE), LIMIT))).isEqualTo(FaultCode.FENCED);
            assertThat(version("/a/region")).isEqualTo(2);

            assertThat(performer.perform(order(7, Way.TAKE_BACK), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(value("/a/region")).isEqualTo("us-east-1");
            assertThat(value("/a/token")).isEqualTo("old-token");
            assertThat(performer.perform(order(7, Way.TAKE_BACK), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(version("/a/region")).isEqualTo(3);
            assertThat(code(performer.perform(order(6, Way.TAKE), LIMIT)))
                    .as("late, after it was taken back")
                    .isEqualTo(FaultCode.FENCED);

            assertThat(performer.perform(order(8, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class);
            parameters.putParameter(
                    all -> all.name("/a/region").value("by hand").overwrite(true));
            assertThat(performer.perform(order(8, Way.TAKE_BACK), LIMIT))
                    .isInstanceOfSatisfying(
                            Outcome.Applied.class,
                            it -> assertThat(it.evidence()).contains("/a/region was left alone"));
            assertThat(value("/a/region")).isEqualTo("by hand");
        }
    }

    @Test
    void a_write_that_is_throttled_or_whose_answer_is_lost_comes_to_its_end() {
        make("/b/region", "us-east-1", ParameterType.STRING);
        try (var performer = parameters(Map.of("/b/region", "eu-central-1"), Map.of())) {
            front.throttle(2);
            assertThat(performer.perform(order(7, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(version("/b/region")).isEqualTo(2);
            front.lose("PutParameter");
            assertThat(performer.perform(order(8, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(version("/b/region")).as("written once").isEqualTo(3);
            front.lose("PutParameter");
            front.lose("GetParameterHistory");
            assertThat(performer.perform(order(9, Way.TAKE), LIMIT))
                    .as("nothing was heard of the look, so nothing was written")
                    .isInstanceOf(Outcome.Untouched.class);
        }
    }

    @Test
    void an_order_that_a_later_one_slips_in_front_of_ends_with_the_value_of_the_later() {
        make("/c/region", "us-east-1", ParameterType.STRING);
        try (var early = parameters(Map.of("/c/region", "eu-central-1"), Map.of());
                var later = parameters(Map.of("/c/region", "eu-west-1"), Map.of())) {
            front.overtake(
                    "PutParameter",
                    () -> assertThat(later.perform(order(8, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class));
            assertThat(code(early.perform(order(7, Way.TAKE), LIMIT))).isEqualTo(FaultCode.FENCED);
            assertThat(value("/c/region")).isEqualTo("eu-west-1");
            assertThat(description("/c/region")).contains("epoch 8 ");
        }
    }

    @Test
    void a_secret_is_not_put_where_everybody_can_read_it_and_what_is_missing_is_found_before() {
        make("/d/token", "old", ParameterType.STRING);
        try (var performer = parameters(Map.of("/d/nowhere", "x"), Map.of("/d/token", HIDDEN))) {
            assertThat(performer.preflight(LIMIT)).hasSize(2);
            var outcome = performer.perform(order(7, Way.TAKE), LIMIT);
            assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
            assertThat(outcome.toString()).contains("no SecureString").doesNotContain(HIDDEN);
            assertThat(value("/d/token")).isEqualTo("old");
        }
    }

    @Test
    void a_secret_gets_into_force_by_its_label_and_the_one_of_before_comes_back() {
        secrets.createSecret(all -> all.name("a/database").secretString("old"));
        try (var performer = secrets("a/database", HIDDEN)) {
            assertThat(performer.preflight(LIMIT)).isEmpty();
            var taken = performer.perform(order(7, Way.TAKE), LIMIT);
            assertThat(taken).isInstanceOf(Outcome.Applied.class);
            assertThat(taken.toString()).doesNotContain(HIDDEN);
            assertThat(secret("a/database")).isEqualTo(HIDDEN);
            int versions = versions("a/database");
            assertThat(performer.perform(order(7, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(versions("a/database"))
                    .as("a repeated order writes nothing")
                    .isEqualTo(versions);
            assertThat(code(performer.perform(order(6, Way.TAKE), LIMIT))).isEqualTo(FaultCode.FENCED);

            assertThat(performer.perform(order(7, Way.TAKE_BACK), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(secret("a/database")).isEqualTo("old");
            assertThat(performer.perform(order(7, Way.TAKE_BACK), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(secret("a/database")).isEqualTo("old");
            assertThat(code(performer.perform(order(6, Way.TAKE), LIMIT))).isEqualTo(FaultCode.FENCED);

            front.lose("UpdateSecretVersionStage");
            assertThat(performer.perform(order(8, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(secret("a/database")).isEqualTo(HIDDEN);
            changeByHand("a/database", "by hand");
            assertThat(performer.perform(order(8, Way.TAKE_BACK), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(secret("a/database")).as("left alone").isEqualTo("by hand");
            assertThat(code(performer.perform(order(7, Way.TAKE), LIMIT)))
                    .as("late, after somebody changed it by hand")
                    .isEqualTo(FaultCode.FENCED);
        }
    }

    @Test
    void an_order_that_a_later_one_overtook_does_not_get_its_secret_into_force() {
        secrets.createSecret(all -> all.name("b/database").secretString("old"));
        try (var early = secrets("b/database", HIDDEN);
                var later = secrets("b/database", "later")) {
            front.overtake(
                    "UpdateSecretVersionStage",
                    () -> assertThat(later.perform(order(8, Way.TAKE), LIMIT)).isInstanceOf(Outcome.Applied.class));
            assertThat(code(early.perform(order(7, Way.TAKE), LIMIT))).isEqualTo(FaultCode.FENCED);
            assertThat(secret("b/database")).isEqualTo("later");
        }
    }

    private void make(String name, String value, ParameterType type) {
        parameters.putParameter(all -> all.name(name)
                .value(value)
                .type(type)
                .description("where it is")
                .overwrite(false));
    }

    private String value(String name) {
        return parameters
                .getParameter(all -> all.name(name).withDecryption(true))
                .parameter()
                .value();
    }

    private long version(String name) {
        return parameters.getParameter(all -> all.name(name)).parameter().version();
    }

    private String description(String name) {
        return parameters
                .getParameterHistory(all -> all.name(name))
                .parameters()
                .getLast()
                .description();
    }

    private String secret(String name) {
        return secrets.getSecretValue(all -> all.secretId(name).versionStage("AWSCURRENT"))
                .secretString();
    }

    /** In two steps: moto's one leaves the label on two versions, once somebody has moved it. */
    private void changeByHand(String name, String value) {
        var next = secrets.putSecretValue(
                        all -> all.secretId(name).secretString(value).versionStages("by-hand"))
                .versionId();
        var now = secrets.describeSecret(all -> all.secretId(name)).versionIdsToStages().entrySet().stream()
                .filter(each -> each.getValue().contains("AWSCURRENT"))
                .findFirst()
                .orElseThrow()
                .getKey();
        secrets.updateSecretVersionStage(all -> all.secretId(name)
                .versionStage("AWSCURRENT")
                .removeFromVersionId(now)
                .moveToVersionId(next));
    }

    private int versions(String name) {
        return secrets.describeSecret(all -> all.secretId(name))
                .versionIdsToStages()
                .size();
    }

    private Performer parameters(Map<String, String> values, Map<String, String> hidden) {
        return new ParametersPerformer(new MeasureSettings.ByParameters(
                new MeasureId("settings"), access(front.address()), Map.of(WEST, values), Map.of(WEST, hide(hidden))));
    }

    private Performer secrets(String name, String value) {
        return new SecretsPerformer(new MeasureSettings.BySecrets(
                new MeasureId("settings"), access(front.address()), Map.of(WEST, hide(Map.of(name, value)))));
    }

    private static Map<String, Secret> hide(Map<String, String> values) {
        var hidden = new HashMap<String, Secret>();
        values.forEach((name, value) -> hidden.put(name, Secret.of(value)));
        return hidden;
    }

    private static AwsAccess access(URI endpoint) {
        var key = new SteeringSettings.AccessKey(Secret.of("test"), Secret.of("test"));
        return new AwsAccess(Map.of(WEST, "eu-central-1"), Optional.of(endpoint), Optional.of(key));
    }

    private static FaultCode code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Untouched(var problem) -> problem.code();
            case Outcome.Unknown(var problem) -> throw new AssertionError("not certain: " + problem);
            case Outcome.Applied applied -> throw new AssertionError("not refused: " + applied);
        };
    }

    private static MeasureOrder order(long epoch, Way way) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("settings"),
                Measure.Kind.SETTINGS,
                way,
                WEST,
                EAST,
                WEST,
                new Epoch(epoch),
                "shop-" + epoch + (way == Way.TAKE ? "/1-settings" : "/3-undo-settings"));
    }
}
