package dev.leeward.steering.rfc2136;

import dev.leeward.dns.CanonicalText;
import dev.leeward.dns.Queries;
import dev.leeward.dns.ServerPlace;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import org.xbill.DNS.Name;

/**
 * One name in one zone, and who may change it.
 *
 * @param server the zone's primary server; asked and updated by TCP
 * @param zone absolute, with or without the trailing dot
 * @param record relative to the zone: {@code www}; {@code @} or empty is the zone itself
 * @param ttl everyday TTL of the records, whole seconds
 * @param failoverTtl TTL while traffic moves, whole seconds
 */
public record Rfc2136Target(
        ServerPlace server, String zone, String record, Duration ttl, Duration failoverTtl, TsigKey key) {
    private static final Duration LONGEST_TTL = Duration.ofDays(7);

    public Rfc2136Target {
        zone = CanonicalText.of(Queries.absolute(zone));
        if (zone.isEmpty()) throw new IllegalArgumentException("a zone is not the root");
        record = record.equals("@") ? "" : record;
        if (record.endsWith(".")) throw new IllegalArgumentException("the record is relative to the zone: " + record);
        if (record.contains("*")) throw new IllegalArgumentException("a wildcard cannot be steered: " + record);
        // An FQDN by mistake would become www.example.net.example.net.
        if (record.equals(zone) || record.endsWith("." + zone)) {
            throw new IllegalArgumentException("the record is relative to the zone: " + record);
        }
        requireTtl(ttl);
        requireTtl(failoverTtl);
    }

    /** How the journal calls it. */
    public TargetId id() {
        return new TargetId("rfc2136:" + name());
    }

    /** The steered name, absolute without the trailing dot. */
    public String name() {
        return CanonicalText.of(steered());
    }

    /** The TTL that {@code choice} stands for. */
    public Duration ttl(TtlChoice choice) {
        return switch (choice) {
            case STEADY -> ttl;
            case MOVING -> failoverTtl;
        };
    }

    Name zoneName() {
        return Queries.absolute(zone);
    }

    Name steered() {
        return Queries.absolute(record.isEmpty() ? zone : record + "." + zone);
    }

    /** Where the epoch stands: a name of its own, so that no record of the steered name is touched for it. */
    Name epochName() {
        return Queries.absolute("_leeward." + name());
    }

    private static void requireTtl(Duration ttl) {
        if (!ttl.isPositive() || ttl.compareTo(LONGEST_TTL) > 0 || !ttl.equals(Duration.ofSeconds(ttl.toSeconds()))) {
            throw new IllegalArgumentException("a TTL is whole seconds from 1 s to 7 days: " + ttl);
        }
    }
}
