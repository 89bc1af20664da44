package dev.leeward.emulator.dns;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * One version of a zone: what a name server serves. Immutable, so that a server which is behind simply keeps an older one.
 * Plain zones only: no wildcards, no delegations below the apex, no DNSSEC.
 *
 * @param origin absolute name of the apex
 * @param soa exactly one per zone; its {@code minimum} is the negative TTL (RFC 2308, section 4)
 * @param records every other record, each at or below the apex
 */
public record Zone(Name origin, SOARecord soa, List<Record> records) {
    public Zone {
        records = List.copyOf(records);
        if (!soa.getName().equals(origin)) throw new IllegalArgumentException("the SOA stands at the apex: " + soa);
        for (Record each : records) {
            if (!each.getName().subdomain(origin)) throw new IllegalArgumentException("out of zone: " + each);
            if (each.getType() == Type.SOA) throw new IllegalArgumentException("a second SOA: " + each);
        }
    }

    /** The records of one name and type, in the order in which they were added. */
    List<Record> at(Name name, int type) {
        if (type == Type.SOA) return name.equals(origin) ? List.of(soa) : List.of();
        return records.stream()
                .filter(each -> each.getName().equals(name) && (type == Type.ANY || each.getType() == type))
                .toList();
    }

    /** Whether a name exists, be it only because another one lies below it (RFC 8020). */
    boolean exists(Name name) {
        return name.equals(origin)
                || records.stream().anyMatch(each -> each.getName().subdomain(name));
    }

    /** The SOA as it stands in negative answers: for no longer than its minimum says (RFC 2308, section 3). */
    SOARecord negativeSoa() {
        return new SOARecord(
                soa.getName(),
                soa.getDClass(),
                Math.min(soa.getTTL(), soa.getMinimum()),
                soa.getHost(),
                soa.getAdmin(),
                soa.getSerial(),
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum());
    }
}
