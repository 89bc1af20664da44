package dev.leeward.steering.route53;

import dev.leeward.steering.Epoch;
import dev.leeward.steering.SteeringOrder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The TXT record beside the name that carries the epoch.
 *
 * <p>Why this fences: every batch deletes the mark exactly as it was read and creates the next one, or creates the first one
 * where there was none. Route 53 carries out a batch whole or not at all, so a batch built on a mark that somebody replaced
 * since then changes nothing, whatever else stands in it and however late it arrives. And nobody builds a batch on a mark of a
 * higher epoch than its own. So the epoch never falls (invariant S2), and of two runs that read the same mark one wins.
 *
 * @param operation the run and step that wrote it, so that after a lost answer we recognise our own change
 */
record EpochMark(Epoch epoch, String operation) {
    private static final Pattern SHAPE = Pattern.compile("\"v=leeward1 epoch=(\\d{1,18}) op=([^\" ]*)\"");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._:/-]");
    private static final int LONGEST_OPERATION = 120;
    private static final long TTL = 60;

    static EpochMark of(SteeringOrder order) {
        String safe = UNSAFE.matcher(order.operation()).replaceAll("_");
        return new EpochMark(order.epoch(), safe.substring(0, Math.min(LONGEST_OPERATION, safe.length())));
    }

    /** Empty when the set is not a mark of ours: somebody else's record stands where ours belongs. */
    static Optional<EpochMark> in(ResourceRecordSet set) {
        if (set.type() != RRType.TXT || set.resourceRecords().size() != 1) return Optional.empty();
        var found = SHAPE.matcher(set.resourceRecords().getFirst().value());
        if (!found.matches()) return Optional.empty();
        return Optional.of(new EpochMark(new Epoch(Long.parseLong(found.group(1))), found.group(2)));
    }

    ResourceRecordSet asSet(RecordName name) {
        return ResourceRecordSet.builder()
                .name(name.mark().wire())
                .type(RRType.TXT)
                .ttl(TTL)
                .resourceRecords(List.of(ResourceRecord.builder()
                        .value("\"v=leeward1 epoch=" + epoch + " op=" + operation + "\"")
                        .build()))
                .build();
    }
}
