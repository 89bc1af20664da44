package dev.leeward.config;

import dev.leeward.region.RegionName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How services of AWS are reached.
 *
 * @param regions the region of AWS in which each region's settings stand
 * @param endpoint where a service stands that is not AWS itself
 * @param credentials empty: the default chain of the AWS SDK
 */
public record AwsAccess(
        Map<RegionName, String> regions, Optional<URI> endpoint, Optional<SteeringSettings.AccessKey> credentials) {
    public AwsAccess {
        regions = Map.copyOf(regions);
    }
}
