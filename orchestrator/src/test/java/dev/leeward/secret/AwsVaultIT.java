package dev.leeward.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.secret.Secrets.Fetched;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Against moto. */
final class AwsVaultIT {
    @Test
    void secrets_at_aws_are_fetched_from_where_the_arn_or_the_environment_says(@TempDir Path folder) {
        int port = Ports.free();
        var program = Needs.program("moto_server").toString();
        try (var server = LocalProcess.start(folder, program, "-H", "127.0.0.1", "-p", "" + port)) {
            server.awaitPort(port, Duration.ofMinutes(1));
            var there = "http://127.0.0.1:" + port;
            put(URI.create(there));
            var variables = new HashMap<>(Map.of(
                    "AWS_REGION", "eu-central-1",
                    "AWS_ENDPOINT_URL", there,
                    "AWS_ACCESS_KEY_ID", "test",
                    "AWS_SECRET_ACCESS_KEY", "test"));
            var secrets = new Secrets(folder, Environment.of(variables));
            assertThat(text(secrets, "${ssm:/shop/token}")).contains("from eu-central-1");
            assertThat(text(secrets, "${secretsmanager:shop/database}")).contains("{\"user\":\"shop\",\"port\":3306}");
            assertThat(text(secrets, "${secretsmanager:shop/database#user}")).contains("shop");
            assertThat(missing(secrets, "${secretsmanager:shop/database#port}")).contains("no text under \"port\"");
            assertThat(missing(secrets, "${secretsmanager:shop/plain#user}"))
                    .contains("is no JSON")
                    .doesNotContain("not-json");
            assertThat(missing(secrets, "${ssm:/shop/nothing}")).contains("/shop/nothing cannot be had");

            variables.put("AWS_REGION", "us-east-1");
            var elsewhere = new Secrets(folder, Environment.of(variables));
            assertThat(missing(elsewhere, "${ssm:/shop/token}")).contains("Parameter Store in us-east-1");
            var arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/plain";
            assertThat(text(elsewhere, "${secretsmanager:" + arn + "}")).contains("not-json");

            variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + Ports.free());
            assertThat(missing(new Secrets(folder, Environment.of(variables)), "${ssm:/shop/token}"))
                    .contains("cannot be reached");
        }
    }

    @Test
    void without_a_region_nothing_is_asked(@TempDir Path folder) {
        var secrets = new Secrets(folder, Environment.of(Map.of()));
        assertThat(missing(secrets, "${ssm:/shop/token}")).contains("AWS_REGION");
        assertThat(missing(secrets, "${secretsmanager:shop/database}")).contains("write its whole ARN");
    }

    private static void put(URI there) {
        var test = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        try (var ssm = SsmClient.builder()
                        .region(Region.EU_CENTRAL_1)
                        .endpointOverride(there)
                        .credentialsProvider(test)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                var secrets = SecretsManagerClient.builder()
                        .region(Region.EU_CENTRAL_1)
                        .endpointOverride(there)
                        .credentialsProvider(test)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            ssm.putParameter(
                    all -> all.name("/shop/token").value("from eu-central-1\n").type(ParameterType.SECURE_STRING));
            secrets.createSecret(all -> all.name("shop/database").secretString("{\"user\":\"shop\",\"port\":3306}"));
            secrets.createSecret(all -> all.name("shop/plain").secretString("not-json"));
        }
    }

    private static Optional<String> text(Secrets secrets, String reference) {
        return fetch(secrets, reference) instanceof Fetched.Found found
                ? Optional.of(found.secret().reveal())
                : Optional.empty();
    }

    private static String missing(Secrets secrets, String reference) {
        return fetch(secrets, reference) instanceof Fetched.Missing(String sentence) ? sentence : "found";
    }

    private static Fetched fetch(Secrets secrets, String reference) {
        return secrets.fetch(SecretReference.parse(reference).orElseThrow());
    }
}
