package dev.leeward.provision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which global table of DynamoDB a table belongs to. */
public sealed interface ReplicaGroup {
    /** To none. */
    record None() implements ReplicaGroup {}

    /**
     * To one of version 2019.11.21.
     *
     * @param isStrong whether it is consistent across regions
     * @param witness the AWS region of its witness
     * @param replicas all of it but, at most, the one that was asked
     */
    record Current(boolean isStrong, Optional<String> witness, List<Member> replicas) implements ReplicaGroup {
        public Current {
            replicas = List.copyOf(replicas);
        }
    }

    /** To one of version 2017.11.29, which is never made or changed here. */
    record Legacy(List<String> awsRegions) implements ReplicaGroup {
        public Legacy {
            awsRegions = List.copyOf(awsRegions);
        }
    }

    /**
     * A replica, as another one tells of it.
     *
     * @param awsRegion where it is
     * @param inaccessibleSince since when DynamoDB cannot reach it; after 20 hours it is cut off for good
     */
    record Member(String awsRegion, MemberStatus status, Optional<Instant> inaccessibleSince) {}

    /** The member of an AWS region, where this is a group that names its members. */
    default Optional<Member> member(String awsRegion) {
        return this instanceof Current current
                ? current.replicas().stream()
                        .filter(each -> each.awsRegion().equals(awsRegion))
                        .findFirst()
                : Optional.empty();
    }
}
