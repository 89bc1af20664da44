package dev.leeward.provision.dynamodb;

import dev.leeward.provision.MemberStatus;
import dev.leeward.provision.ReplicaGroup;
import dev.leeward.provision.ReplicaGroup.Member;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.GlobalTableWitnessDescription;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads the global table that a table says it belongs to. */
final class Groups {
    private Groups() {}

    /** Empty: it says nothing of one of the current version. */
    static Optional<ReplicaGroup> of(TableDescription found) {
        List<Member> members = found.replicas().stream().map(Groups::member).toList();
        if (members.isEmpty() && found.globalTableVersion() == null) return Optional.empty();
        boolean strong = found.multiRegionConsistency() == MultiRegionConsistency.STRONG;
        Optional<String> witness = found.globalTableWitnesses().stream()
                .map(GlobalTableWitnessDescription::regionName)
                .findFirst();
        return Optional.of(new ReplicaGroup.Current(strong, witness, members));
    }

    private static Member member(ReplicaDescription found) {
        return new Member(
                found.regionName(),
                MemberStatus.named(found.replicaStatusAsString()),
                Optional.ofNullable(found.replicaInaccessibleDateTime()));
    }
}
