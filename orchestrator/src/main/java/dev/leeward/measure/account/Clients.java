package dev.leeward.measure.account;

import dev.leeward.aws.SingleSend;
import dev.leeward.config.AwsAccess;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;

/** Makes clients that send each request once: whether to try again is decided where it is known what may have happened. */
public final class Clients {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private Clients() {}

    /** A client of the service that {@code builder} is for, in {@code region} of AWS: its endpoint there, and no other. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsAccess access, String region) {
        builder.region(Region.of(region))
                .credentialsProvider(credentials(access))
                .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(SingleSend.client(CONNECTING, SILENCE));
        access.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(AwsAccess access) {
        return access.credentials()
                .<AwsCredentialsProvider>map(key -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.id().reveal(), key.key().reveal())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
