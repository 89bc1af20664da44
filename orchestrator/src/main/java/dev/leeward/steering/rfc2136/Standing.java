package dev.leeward.steering.rfc2136;

import dev.leeward.dns.CanonicalText;
import dev.leeward.dns.Queries;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * What stands at a target, with what {@link Reading.Found} leaves out.
 *
 * @param ttls every TTL that one of the records has; records of one name may differ
 */
record Standing(SortedMap<RecordType, SortedSet<String>> values, SortedSet<Duration> ttls, Epoch epoch) {
    /** What the primary's answers mean. */
    sealed interface Read {
        record Known(Standing standing) implements Read {}

        record Unknown(Problem problem) implements Read {}
    }

    /** The questions whose answers {@link #in} understands. */
    static List<Message> questions(Rfc2136Target target) {
        var questions = new ArrayList<Message>();
        for (RecordType type : RecordType.values()) {
            questions.add(Queries.plain(target.steered(), Type.value(type.name())));
        }
        questions.add(Queries.plain(target.epochName(), Type.TXT));
        return questions;
    }

    /** What the answers to {@link #questions} say. An error is never taken for "nothing there". */
    static Read in(Rfc2136Target target, List<Message> answers) {
        for (Message answer : answers) {
            Optional<Problem> refused = refusal(target, answer);
            if (refused.isPresent()) return new Read.Unknown(refused.get());
        }
        var values = new TreeMap<RecordType, SortedSet<String>>();
        var ttls = new TreeSet<Duration>();
        var texts = new ArrayList<String>();
        Name steered = target.steered();
        for (Message answer : answers) {
            List<Record> records = answer.getSection(Section.ANSWER);
            CanonicalText.valuesOf(steered, records)
                    .forEach((type, found) ->
                            values.computeIfAbsent(type, t -> new TreeSet<>()).addAll(found));
            for (Record record : records) {
                if (record.getName().equals(steered)
                        && CanonicalText.typeOf(record).isPresent()) {
                    ttls.add(Duration.ofSeconds(record.getTTL()));
                }
                if (record instanceof TXTRecord text && record.getName().equals(target.epochName())) {
                    texts.add(String.join("", text.getStrings()));
                }
            }
        }
        return EpochText.read(texts)
                .<Read>map(epoch -> new Read.Known(new Standing(values, ttls, epoch)))
                .orElseGet(() -> new Read.Unknown(Problem.lasting(
                        FaultCode.FOREIGN,
                        "the TXT record %s does not hold an epoch of Leeward: %s. Remove it, if nobody else needs it"
                                .formatted(target.epochName(), texts))));
    }

    /** The same for everybody else. */
    Reading.Found found() {
        return new Reading.Found(values, ttls.isEmpty() ? Optional.empty() : Optional.of(ttls.first()), epoch);
    }

    /** Whether it is exactly what {@code order} wants: values, the TTL of every record, epoch. */
    boolean isAsOrdered(Rfc2136Target target, SteeringOrder order) {
        return values.equals(order.desired().byType())
                && epoch.equals(order.epoch())
                && ttls.size() == 1
                && ttls.first().equals(target.ttl(order.ttl()));
    }

    private static Optional<Problem> refusal(Rfc2136Target target, Message answer) {
        boolean definite = answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN;
        if (!definite) return Optional.of(Rcodes.ofQuery(target, answer.getRcode()));
        if (answer.getHeader().getFlag(Flags.AA)) return Optional.empty();
        return Optional.of(Problem.lasting(
                FaultCode.NOT_FOUND,
                "%s does not answer for the zone %s with authority: is it its primary server?"
                        .formatted(target.server(), target.zone())));
    }
}
