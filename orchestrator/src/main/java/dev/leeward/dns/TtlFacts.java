package dev.leeward.dns;

import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * The times for which resolvers may keep what a zone says, and what to think of them. Pure.
 *
 * @param negative how long "there is no such name" sticks
 * @param record TTL of the steered records, none when they do not exist yet
 * @param delegation TTL of the zone's NS records
 */
public record TtlFacts(Optional<Duration> negative, Optional<Duration> record, Optional<Duration> delegation) {
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(5);
    private static final Duration LONGEST_DELEGATION = Duration.ofDays(1);

    /**
     * How long a resolver may remember that a name has no record: the lower of the SOA record's TTL and its last field
     * (RFC 2308, section 5). Found in the answer to a question for the SOA record, or beside an empty answer.
     */
    public static Optional<Duration> negativeIn(Message message) {
        return soaIn(message).map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())));
    }

    /** The zone's SOA record, wherever a message carries it. */
    public static Optional<SOARecord> soaIn(Message message) {
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record record : message.getSection(section)) {
                if (record instanceof SOARecord soa) return Optional.of(soa);
            }
        }
        return Optional.empty();
    }

    /** What makes a failover of {@code name} slower than it has to be, when its everyday TTL shall be {@code wanted}. */
    public List<Finding> judge(String name, Duration wanted) {
        var findings = new ArrayList<Finding>();
        negative.filter(ttl -> ttl.compareTo(LONGEST_NEGATIVE) > 0)
                .map(ttl ->
                        ("resolvers may remember for %s that a name in the zone of %s does not exist (negative TTL of the"
                                        + " SOA record): lower it to %s or less")
                                .formatted(seconds(ttl), name, seconds(LONGEST_NEGATIVE)))
                .ifPresent(sentence -> findings.add(warning(sentence)));
        record.filter(ttl -> ttl.compareTo(wanted) > 0)
                .map(ttl ->
                        ("%s has a TTL of %s now, the configuration says %s: until the TTL is lowered, a failover takes up"
                                        + " to %s to reach all clients")
                                .formatted(name, seconds(ttl), seconds(wanted), seconds(ttl)))
                .ifPresent(sentence -> findings.add(warning(sentence)));
        delegation
                .filter(ttl -> ttl.compareTo(LONGEST_DELEGATION) > 0)
                .map(ttl ->
                        "the NS records of the zone of %s have a TTL of %s: moving it to other name servers takes as long"
                                .formatted(name, seconds(ttl)))
                .ifPresent(sentence -> findings.add(warning(sentence)));
        return List.copyOf(findings);
    }

    private static Finding warning(String sentence) {
        return new Finding(Finding.Severity.WARNING, FaultCode.MISCONFIGURED, sentence);
    }

    private static String seconds(Duration ttl) {
        return ttl.toSeconds() + " s";
    }
}
