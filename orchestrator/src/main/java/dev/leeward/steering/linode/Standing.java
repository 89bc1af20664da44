package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Answer;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stands at a target at one moment, record by record.
 *
 * @param traffic every A, AAAA and CNAME record of the name: all of them, never "the first match"
 * @param marks every readable epoch mark
 */
record Standing(DnsDomain domain, List<DnsRecord> traffic, List<EpochMark> marks) {
    Standing {
        traffic = List.copyOf(traffic);
        marks = List.copyOf(marks);
    }

    /** Picks what belongs to {@code target} out of all records of its domain. */
    static Answer<Standing> of(LinodeDnsTarget target, DnsDomain domain, List<DnsRecord> all) {
        List<DnsRecord> meant = all.stream()
                .filter(each -> each.type().equals("TXT") && each.name().equals(target.markName()))
                .filter(EpochMark::isMeant)
                .toList();
        List<EpochMark> marks =
                meant.stream().map(EpochMark::of).flatMap(Optional::stream).toList();
        if (marks.size() < meant.size()) {
            // Guessing "no epoch" from a mark that cannot be read would let a superseded run through.
            return new Answer.Refused<>(Problem.lasting(
                    FaultCode.GARBLED,
                    "a TXT record at %s.%s starts like an epoch mark but is none; correct or delete it"
                            .formatted(target.markName(), target.domain())));
        }
        List<DnsRecord> traffic = all.stream()
                .filter(each ->
                        each.name().equals(target.record()) && typeOf(each).isPresent())
                .sorted(Comparator.comparingLong(DnsRecord::id))
                .toList();
        return new Answer.Got<>(new Standing(domain, traffic, marks));
    }

    static Optional<RecordType> typeOf(DnsRecord record) {
        return Arrays.stream(RecordType.values())
                .filter(type -> type.name().equals(record.type()))
                .findFirst();
    }

    List<DnsRecord> of(RecordType type) {
        return traffic.stream()
                .filter(each -> typeOf(each).equals(Optional.of(type)))
                .toList();
    }

    Epoch epoch() {
        return marks.stream()
                .map(EpochMark::epoch)
                .max(Comparator.naturalOrder())
                .orElse(Epoch.NONE);
    }

    SortedMap<RecordType, SortedSet<String>> values() {
        SortedMap<RecordType, SortedSet<String>> values = new TreeMap<>();
        for (RecordType type : RecordType.values()) {
            for (DnsRecord each : of(type)) {
                values.computeIfAbsent(type, any -> new TreeSet<>()).add(RecordValues.canonical(type, each.target()));
            }
        }
        return values;
    }

    Reading.Found toReading() {
        Optional<Duration> ttl = traffic.stream()
                .map(each -> each.ttlSec() == 0 ? domain.defaultTtl() : Duration.ofSeconds(each.ttlSec()))
                .min(Comparator.naturalOrder());
        return new Reading.Found(values(), ttl, epoch());
    }
}
