package dev.leeward.steering.rfc2136;

import dev.leeward.dns.Queries;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** The update messages that are sent (RFC 2136). Pure. */
final class Updates {
    /** Read only by Leeward, at the primary: no cache ever matters. */
    private static final Duration EPOCH_TTL = Duration.ofSeconds(60);

    /**
     * What may stand beside addresses but not beside an alias. A server ignores the addition of an alias beside other
     * records without a word (RFC 2136, section 3.4.2.2), and the name would be left without an answer.
     */
    private static final List<Integer> NOT_BESIDE_ALIAS = List.of(
            Type.TXT,
            Type.MX,
            Type.NS,
            Type.SRV,
            Type.CAA,
            Type.HTTPS,
            Type.SVCB,
            Type.TLSA,
            Type.SSHFP,
            Type.NAPTR,
            Type.PTR,
            Type.LOC);

    private Updates() {}

    /** Replaces what stands by what is ordered, if the former still stands: whole or not at all. */
    static Update compareAndSet(Rfc2136Target target, Reading.Found before, SteeringOrder order) {
        var update = new Update(target.zoneName());
        demand(update, target, before);
        if (becomesAlias(before, order)) NOT_BESIDE_ALIAS.forEach(type -> update.absent(target.steered(), type));
        // In this order: a server ignores the addition of an alias beside addresses and the other way round, too.
        before.values().keySet().forEach(type -> update.delete(target.steered(), wireType(type)));
        order.desired()
                .byType()
                .forEach((type, values) -> values.forEach(
                        value -> update.add(record(target.steered(), type, value, target.ttl(order.ttl())))));
        if (!before.epoch().equals(Epoch.NONE)) update.delete(target.epochName(), Type.TXT);
        update.add(epoch(target, order.epoch(), EPOCH_TTL));
        return update;
    }

    /**
     * Changes nothing, but needs every right that a change of the types that stand now needs: it removes records that do
     * not exist, which a server lets pass (RFC 2136, section 3.4.2.4).
     */
    static Update rehearsal(Rfc2136Target target, Reading.Found before) {
        var update = new Update(target.zoneName());
        demand(update, target, before);
        before.values().keySet().forEach(type -> update.delete(nobodys(target.steered(), type)));
        update.delete(new TXTRecord(target.epochName(), DClass.IN, 0, "leeward rehearsal"));
        return update;
    }

    /** Questions for what cannot stand beside an alias; none where no alias is new. */
    static List<Integer> typesInTheWay(Reading.Found before, SteeringOrder order) {
        return becomesAlias(before, order) ? NOT_BESIDE_ALIAS : List.of();
    }

    private static boolean becomesAlias(Reading.Found before, SteeringOrder order) {
        return order.desired().byType().containsKey(RecordType.CNAME)
                && !before.values().containsKey(RecordType.CNAME);
    }

    /** Exactly these record sets and this epoch have to stand (RFC 2136, sections 2.4.2 and 2.4.3), or nothing is done. */
    private static void demand(Update update, Rfc2136Target target, Reading.Found before) {
        for (RecordType type : RecordType.values()) {
            SortedSet<String> values = before.values().getOrDefault(type, Collections.emptySortedSet());
            if (values.isEmpty()) update.absent(target.steered(), wireType(type));
            values.forEach(value -> update.present(record(target.steered(), type, value, Duration.ZERO)));
        }
        if (before.epoch().equals(Epoch.NONE)) update.absent(target.epochName(), Type.TXT);
        else update.present(epoch(target, before.epoch(), Duration.ZERO));
    }

    private static Record nobodys(Name name, RecordType type) {
        return switch (type) {
            case A -> record(name, type, "0.0.0.0", Duration.ZERO);
            case AAAA -> record(name, type, "::", Duration.ZERO);
            case CNAME -> record(name, type, "leeward-rehearsal.invalid", Duration.ZERO);
        };
    }

    private static Record record(Name name, RecordType type, String value, Duration ttl) {
        return switch (type) {
            case A -> new ARecord(name, DClass.IN, ttl.toSeconds(), InetAddress.ofLiteral(value));
            case AAAA -> new AAAARecord(name, DClass.IN, ttl.toSeconds(), InetAddress.ofLiteral(value));
            case CNAME -> new CNAMERecord(name, DClass.IN, ttl.toSeconds(), Queries.absolute(value));
        };
    }

    private static Record epoch(Rfc2136Target target, Epoch epoch, Duration ttl) {
        return new TXTRecord(target.epochName(), DClass.IN, ttl.toSeconds(), EpochText.of(epoch));
    }

    private static int wireType(RecordType type) {
        return Type.value(type.name());
    }
}
