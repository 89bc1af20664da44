package dev.leeward.secret;

import dev.leeward.aws.BoundedCall;
import dev.leeward.aws.Heard;
import dev.leeward.aws.SingleSend;
import dev.leeward.secret.Secrets.Fetched;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches secrets from Parameter Store and Secrets Manager, in the region that an ARN or {@code AWS_REGION} says, with the
 * credentials that the environment or the AWS SDK's default chain has. Each secret once, each within a limit, and all within
 * another one.
 */
final class AwsVault {
    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final Duration ALL = Duration.ofSeconds(30);
    private static final int REGION_OF_ARN = 3;
    private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}");

    private final Environment environment;
    private final Map<SecretReference, Fetched> fetched = new HashMap<>();
    private Duration spent = Duration.ZERO;

    AwsVault(Environment environment) {
        this.environment = environment;
    }

    /** What {@code reference} stands for; only what is there is remembered. */
    synchronized Fetched fetch(SecretReference reference) {
        var known = fetched.get(reference);
        if (known != null) return known;
        long start = System.nanoTime();
        var found = reference.kind().equals("ssm") ? parameter(reference.what()) : secret(reference.what());
        spent = spent.plusNanos(System.nanoTime() - start);
        if (found instanceof Fetched.Found) fetched.put(reference, found);
        return found;
    }

    private Fetched parameter(String name) {
        var region = region(name);
        if (region.isEmpty()) return noRegion(name);
        Heard<String> heard = BoundedCall.make("Parameter Store in " + region.get(), limit(), within -> {
            try (var client = client(SsmClient.builder(), region.get(), "SSM")) {
                var found = client.getParameter(
                        all -> all.name(name).withDecryption(true).overrideConfiguration(within));
                return Objects.requireNonNullElse(found.parameter().value(), "");
            }
        });
        return text("the parameter " + name, heard);
    }

    /** Behind {@code #} stands which value is meant, where the secret is a JSON object. */
    private Fetched secret(String what) {
        int cut = what.indexOf('#');
        var name = cut < 0 ? what : what.substring(0, cut);
        var region = region(name);
        if (region.isEmpty()) return noRegion(name);
        Heard<String> heard = BoundedCall.make("Secrets Manager in " + region.get(), limit(), within -> {
            try (var client = client(SecretsManagerClient.builder(), region.get(), "SECRETS_MANAGER")) {
                var found = client.getSecretValue(all -> all.secretId(name).overrideConfiguration(within));
                return Objects.requireNonNullElse(found.secretString(), "");
            }
        });
        var whole = text("the secret " + name, heard);
        return cut < 0 || !(whole instanceof Fetched.Found found)
                ? whole
                : member(name, what.substring(cut + 1), found);
    }

    private static Fetched member(String name, String key, Fetched.Found whole) {
        try {
            JsonNode value =
                    JsonMapper.shared().readTree(whole.secret().reveal()).get(key);
            if (value != null && value.isString() && !value.stringValue().isBlank()) {
                return new Fetched.Found(Secret.of(value.stringValue()), Optional.empty());
            }
            return new Fetched.Missing("the secret " + name + " has no text under \"" + key + "\"");
        } catch (JacksonException e) {
            // What it says may quote the secret.
            return new Fetched.Missing("the secret " + name + " is no JSON, so that nothing stands under \"" + key
                    + "\" (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Fetched text(String what, Heard<String> heard) {
        return switch (heard) {
            case Heard.Missing<String>(var problem, var _, var _) ->
                new Fetched.Missing(what + " cannot be had: " + problem.sentence());
            case Heard.Given<String>(String whole) -> {
                // As of a file: whoever put it there from one did not mean the end of its line.
                var text = whole.replaceFirst("\\r?\\n\\z", "");
                if (text.isBlank()) yield new Fetched.Missing(what + " is empty, or not text");
                yield text.getBytes(StandardCharsets.UTF_8).length > Secrets.MAX_BYTES
                        ? new Fetched.Missing(what + " is larger than 64 KiB")
                        : new Fetched.Found(Secret.of(text), Optional.empty());
            }
        };
    }

    private Duration limit() {
        var left = ALL.minus(spent);
        return left.compareTo(EACH) < 0 ? left : EACH;
    }

    private Optional<Region> region(String name) {
        var parts = name.split(":", -1);
        var said = name.startsWith("arn:") && parts.length > REGION_OF_ARN
                ? Optional.of(parts[REGION_OF_ARN])
                : environment.value("AWS_REGION").or(() -> environment.value("AWS_DEFAULT_REGION"));
        return said.filter(text -> REGION.matcher(text).matches()).map(Region::of);
    }

    private static Fetched noRegion(String name) {
        return new Fetched.Missing("nothing says in which region of AWS " + name
                + " is; write its whole ARN, or set AWS_REGION for this process");
    }

    /** Under these names the SDK itself and the {@code aws} command know another endpoint, too. */
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, Region region, String service) {
        builder.region(region)
                .credentialsProvider(credentials())
                .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(SingleSend.client(CONNECTING, EACH));
        environment
                .value("AWS_ENDPOINT_URL_" + service)
                .or(() -> environment.value("AWS_ENDPOINT_URL"))
                .map(AwsVault::url)
                .ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        var id = environment.value("AWS_ACCESS_KEY_ID");
        var key = environment.value("AWS_SECRET_ACCESS_KEY");
        if (id.isEmpty() || key.isEmpty())
            return DefaultCredentialsProvider.builder().build();
        var token = environment.value("AWS_SESSION_TOKEN");
        return StaticCredentialsProvider.create(
                token.isPresent()
                        ? AwsSessionCredentials.create(id.get(), key.get(), token.get())
                        : AwsBasicCredentials.create(id.get(), key.get()));
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw SdkClientException.create("AWS_ENDPOINT_URL is no URL", e);
        }
    }
}
