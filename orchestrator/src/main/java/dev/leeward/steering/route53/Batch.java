package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.SteeringOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * One compare-and-set: DELETE every set that has to go exactly as it was read, CREATE what takes its place, and the same for
 * the epoch's mark. Route 53 does all of it or nothing (ChangeResourceRecordSets), and a DELETE fails unless everything
 * matches, a CREATE unless nothing is there. UPSERT would overwrite whatever came in between. All DELETEs come first:
 * while they are checked one after the other, at no point do two sets claim to be PRIMARY, or a CNAME stand beside addresses.
 */
record Batch(List<Change> changes, String comment) {
    /** ChangeResourceRecordSets, "Change batches and transactional changes": CREATE and DELETE count once each. */
    private static final int MAX_RECORDS = 1_000;

    private static final int MAX_CHARACTERS = 32_000;
    private static final int MAX_COMMENT = 256;

    Batch {
        changes = List.copyOf(changes);
    }

    /** The batch from {@code standing} to {@code desired}. */
    static Batch of(RecordName name, Standing standing, List<ResourceRecordSet> desired, SteeringOrder order) {
        var changes = new ArrayList<Change>();
        standing.traffic().stream()
                .filter(old -> desired.stream().noneMatch(wanted -> Layout.isSame(old, wanted)))
                .forEach(old -> changes.add(change(ChangeAction.DELETE, old)));
        standing.mark().ifPresent(old -> changes.add(change(ChangeAction.DELETE, old)));
        desired.stream()
                .filter(wanted -> standing.traffic().stream().noneMatch(old -> Layout.isSame(old, wanted)))
                .forEach(wanted -> changes.add(change(ChangeAction.CREATE, wanted)));
        changes.add(change(ChangeAction.CREATE, EpochMark.of(order).asSet(name)));
        String comment = "leeward " + EpochMark.of(order).operation() + " epoch " + order.epoch();
        return new Batch(changes, comment.substring(0, Math.min(MAX_COMMENT, comment.length())));
    }

    /** Whether every desired set stands, and no other. */
    static boolean isInPlace(Standing standing, List<ResourceRecordSet> desired) {
        return standing.traffic().size() == desired.size()
                && desired.stream()
                        .allMatch(wanted -> standing.traffic().stream().anyMatch(old -> Layout.isSame(old, wanted)));
    }

    /** Why Route 53 would not even look at it. */
    Optional<Problem> tooLarge() {
        int records = changes.stream()
                .mapToInt(change -> change.resourceRecordSet().resourceRecords().size())
                .sum();
        int characters = changes.stream()
                .flatMap(change -> change.resourceRecordSet().resourceRecords().stream())
                .mapToInt(record -> record.value().length())
                .sum();
        if (records <= MAX_RECORDS && characters <= MAX_CHARACTERS) return Optional.empty();
        return Optional.of(Problem.lasting(
                FaultCode.EXHAUSTED,
                "the change has %d records and %d characters, Route 53 takes %d and %d in one batch"
                        .formatted(records, characters, MAX_RECORDS, MAX_CHARACTERS)));
    }

    /** A line per change, for people. */
    List<String> lines() {
        return changes.stream()
                .map(change -> change.actionAsString() + " " + line(change.resourceRecordSet()))
                .toList();
    }

    ChangeBatch request() {
        return ChangeBatch.builder().changes(changes).comment(comment).build();
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }

    private static String line(ResourceRecordSet set) {
        var line = new StringBuilder()
                .append(RecordName.of(set.name()))
                .append(' ')
                .append(set.typeAsString());
        if (set.setIdentifier() != null)
            line.append(" '").append(set.setIdentifier()).append('\'');
        if (set.weight() != null) line.append(" weight ").append(set.weight());
        if (set.failover() != null) line.append(' ').append(set.failoverAsString());
        if (set.ttl() != null) line.append(" TTL ").append(set.ttl()).append(" s");
        line.append(": ");
        return set.aliasTarget() != null
                ? line.append("alias of ").append(set.aliasTarget().dnsName()).toString()
                : line.append(set.resourceRecords().stream()
                                .map(ResourceRecord::value)
                                .collect(Collectors.joining(", ")))
                        .toString();
    }
}
