package dev.leeward.steering.linode;

import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** One call on the way from what stands to what shall stand. */
sealed interface Move {
    /** Adds a record. */
    record Create(RecordType type, String value) implements Move {}

    /** Changes a record in place: its target, its TTL or both. */
    record Update(DnsRecord record, String value) implements Move {}

    /** Deletes a record that is not needed any more. */
    record Delete(DnsRecord record) implements Move {}

    /**
     * The calls that turn the set of records of a name into another set.
     *
     * <p>Linode has no transaction, so every state in between is served. The order keeps each of them owned and not empty
     * (invariant S4): first what is added, so that no type of record has fewer answers than before; then what changes in
     * place, one value for another; last what is deleted, when everything wanted stands already. A name answers a mixture of
     * the old and the new region meanwhile, never nothing. Where both sets have the same size, as they mostly do, everything
     * is changed in place: one idempotent call per record, no negative answer to be cached. A type the new region lacks
     * goes last, for the same reason.
     *
     * <p>Twice the same value is not wanted either: the second one counts as surplus.
     */
    static List<Move> between(Standing standing, Endpoints wanted, int ttlSec) {
        List<Move> creates = new ArrayList<>();
        List<Move> updates = new ArrayList<>();
        List<Move> deletes = new ArrayList<>();
        for (RecordType type : RecordType.values()) {
            TreeSet<String> missing = new TreeSet<>(wanted.of(type));
            Deque<DnsRecord> surplus = new ArrayDeque<>();
            for (DnsRecord each : standing.of(type)) {
                String value = RecordValues.canonical(type, each.target());
                if (!missing.remove(value)) surplus.add(each);
                else if (each.ttlSec() != ttlSec) updates.add(new Update(each, value));
            }
            for (String value : missing) {
                DnsRecord free = surplus.poll();
                if (free == null) creates.add(new Create(type, value));
                else updates.add(new Update(free, value));
            }
            surplus.forEach(each -> deletes.add(new Delete(each)));
        }
        List<Move> all = new ArrayList<>(creates);
        all.addAll(updates);
        all.addAll(deletes);
        return all;
    }

    /**
     * Whether an alias would take the place of addresses or the other way round. The two cannot stand side by side (RFC 1034,
     * section 3.6.2) and a record cannot change its type, so the name would have to answer nothing for a moment.
     */
    static boolean passesThroughNothing(Standing standing, Endpoints wanted) {
        boolean alias = wanted.byType().containsKey(RecordType.CNAME);
        return standing.traffic().stream().anyMatch(each -> each.type().equals("CNAME") != alias);
    }

    /** A line for people. */
    default String describe(LinodeDnsTarget target, int ttlSec) {
        return switch (this) {
            case Create(RecordType type, String value) ->
                "create %s %s %s, ttl %d s".formatted(target.fqdn(), type, value, ttlSec);
            case Update(DnsRecord record, String value) ->
                "update %s %s %s (record %d): %s, ttl %d s -> %d s"
                        .formatted(
                                target.fqdn(),
                                record.type(),
                                record.target(),
                                record.id(),
                                value.equals(record.target()) ? "same value" : "-> " + value,
                                record.ttlSec(),
                                ttlSec);
            case Delete(DnsRecord record) ->
                "delete %s %s %s (record %d)".formatted(target.fqdn(), record.type(), record.target(), record.id());
        };
    }
}
