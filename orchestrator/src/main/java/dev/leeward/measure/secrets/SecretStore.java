package dev.leeward.measure.secrets;

import dev.leeward.aws.BoundedCall;
import dev.leeward.aws.Heard;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.secret.Secret;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The calls of Secrets Manager that are needed, in one region. None of them reads a secret. Thread-safe. */
final class SecretStore implements AutoCloseable {
    private final SecretsManagerClient client;
    private final String service;

    SecretStore(SecretsManagerClient client, String region) {
        this.client = client;
        this.service = "Secrets Manager in " + region;
    }

    /** Which versions there are. */
    Heard<Shape> look(String name, Deadline end) {
        return BoundedCall.make(
                service,
                end.left(),
                limit -> new Shape(
                        client.describeSecret(all -> all.secretId(name).overrideConfiguration(limit))
                                .versionIdsToStages()));
    }

    /**
     * Writes a version that is not in force. The same version with the same content once more changes nothing.
     *
     * @return its id
     */
    Heard<String> write(String name, String version, Secret value, String label, Deadline end) {
        return BoundedCall.make(
                service,
                end.left(),
                limit -> client.putSecretValue(all -> all.secretId(name)
                                .clientRequestToken(version)
                                .secretString(value.reveal())
                                .versionStages(label)
                                .overrideConfiguration(limit))
                        .versionId());
    }

    /** Moves {@code label} to {@code to}; refused where it is not on {@code from}. */
    Heard<String> move(String name, String label, @Nullable String to, @Nullable String from, Deadline end) {
        return BoundedCall.make(
                service,
                end.left(),
                limit -> client.updateSecretVersionStage(all -> all.secretId(name)
                                .versionStage(label)
                                .moveToVersionId(to)
                                .removeFromVersionId(from)
                                .overrideConfiguration(limit))
                        .name());
    }

    @Override
    public void close() {
        client.close();
    }
}
