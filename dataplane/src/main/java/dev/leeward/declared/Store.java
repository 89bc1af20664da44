package dev.leeward.declared;

import dev.leeward.region.RegionName;
import java.net.URI;
import java.util.Optional;

/**
 * Where the tables of one region are kept.
 *
 * @param region what the region is called here
 * @param awsRegion the region's name at AWS; a compatible store is called and signed to under it too
 * @param endpoint where a compatible store is; empty: DynamoDB of that region at AWS
 * @param accessKey credentials for this store alone; empty: the default chain of the AWS SDK
 */
public record Store(RegionName region, String awsRegion, Optional<URI> endpoint, Optional<AccessKey> accessKey) {
    /** Credentials; they never show in a text. */
    public record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[...]";
        }
    }
}
