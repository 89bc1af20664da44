package dev.leeward.notify;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A topic of Amazon SNS.
 *
 * @param arn names it; a topic is called in its own region
 * @param endpoint another address of the API than Amazon's
 */
public record SnsTopic(String arn, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
    private static final int REGION = 3;

    /** The AWS region that it stands in. */
    public String region() {
        return arn.split(":", -1)[REGION];
    }
}
