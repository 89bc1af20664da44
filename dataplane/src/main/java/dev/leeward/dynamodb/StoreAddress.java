package dev.leeward.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * How the store of one region is reached.
 *
 * @param region the region as the store calls it, such as {@code eu-central-1}
 * @param endpoint its address, where it is not Amazon's own
 * @param credentials asked for at each call, so that they may change
 * @param limit the longest that one call may take
 */
public record StoreAddress(String region, Optional<URI> endpoint, AwsCredentialsProvider credentials, Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    public StoreAddress {
        if (region.isBlank()) throw new IllegalArgumentException("a store stands in a region");
        if (!limit.isPositive()) throw new IllegalArgumentException("a call needs time");
    }

    /** That of a declared store. */
    public static StoreAddress of(dev.leeward.declared.Store declared) {
        return declared.accessKey()
                .map(key -> withKey(declared.awsRegion(), declared.endpoint(), key.id(), key.secret()))
                .orElseGet(() -> withFoundCredentials(declared.awsRegion(), declared.endpoint()));
    }

    /** With the credentials that Amazon's tools find: environment, profile, role of the machine. */
    public static StoreAddress withFoundCredentials(String region, Optional<URI> endpoint) {
        return new StoreAddress(
                region, endpoint, DefaultCredentialsProvider.builder().build(), LIMIT);
    }

    /** With these credentials. */
    public static StoreAddress withKey(String region, Optional<URI> endpoint, String id, String secret) {
        var key = AwsBasicCredentials.create(id, secret);
        return new StoreAddress(region, endpoint, StaticCredentialsProvider.create(key), LIMIT);
    }

    /** The same with another limit for calls. */
    public StoreAddress within(Duration time) {
        return new StoreAddress(region, endpoint, credentials, time);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "the store in " + region + endpoint.map(uri -> " at " + uri).orElse("");
    }
}
