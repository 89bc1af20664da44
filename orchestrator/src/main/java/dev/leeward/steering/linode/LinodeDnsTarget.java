package dev.leeward.steering.linode;

import dev.leeward.linode.LinodeAccount;
import dev.leeward.secret.Secret;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.TargetId;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which name is steered, and with what.
 *
 * @param apiUrl with the version, such as {@link #PRODUCTION}; HTTPS, or HTTP to this machine
 * @param domain the domain as Linode lists it, such as {@code example.com}
 * @param record relative to the domain, empty for the apex; no wildcard
 * @param ttl the everyday TTL, one of {@link #TTLS}
 * @param failoverTtl while traffic moves, one of {@link #TTLS}, no longer than {@code ttl}
 * @param token needs the scope {@code domains:read_write} and no other
 */
public record LinodeDnsTarget(
        URI apiUrl, String domain, String record, Duration ttl, Duration failoverTtl, Secret token) {
    /** Where the API is. */
    public static final URI PRODUCTION = LinodeAccount.PRODUCTION;

    /**
     * The TTLs in seconds that Linode keeps; it rounds every other one. 30 and 120 are not in the documentation of records but
     * in that of domains, and work. 0, the domain's default, is left out: that default is a day unless somebody changed it.
     */
    public static final SortedSet<Integer> TTLS = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
            30, 120, 300, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 345_600, 604_800, 1_209_600,
            2_419_200)));

    /** Stands beside the record, with the epoch in it. */
    static final String MARK = "_leeward";

    private static final Pattern LABELS =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?");
    private static final int LONGEST_NAME = 100;

    /** @throws IllegalArgumentException when a part of it cannot work, with a sentence for the person who configured it */
    public LinodeDnsTarget {
        domain = bare(domain);
        record = bare(record);
        if (!LABELS.matcher(domain).matches()) throw new IllegalArgumentException("not a domain: '" + domain + "'");
        if (record.contains("*")) throw new IllegalArgumentException("a wildcard cannot be steered: '" + record + "'");
        if (!record.isEmpty() && !LABELS.matcher(record).matches())
            throw new IllegalArgumentException("not a name: '" + record + "'");
        if (record.equals(domain) || record.endsWith("." + domain))
            throw new IllegalArgumentException("the record is named relative to the domain: '"
                    + record.substring(0, Math.max(0, record.length() - domain.length() - 1)) + "', not '" + record
                    + "'");
        if (record.length() + MARK.length() + 1 > LONGEST_NAME)
            throw new IllegalArgumentException("longer than Linode takes: '" + record + "'");
        requireListed(ttl);
        requireListed(failoverTtl);
        if (failoverTtl.compareTo(ttl) > 0)
            throw new IllegalArgumentException("the failover TTL of %d s is longer than the everyday TTL of %d s"
                    .formatted(failoverTtl.toSeconds(), ttl.toSeconds()));
        apiUrl = new LinodeAccount(apiUrl, token).apiUrl();
    }

    /** What this is called in the journal. */
    public TargetId id() {
        return new TargetId("linode-dns:" + fqdn());
    }

    /** The absolute name without the trailing dot. */
    public String fqdn() {
        return record.isEmpty() ? domain : record + "." + domain;
    }

    /** The relative name of the TXT records that carry the epoch. */
    String markName() {
        return record.isEmpty() ? MARK : MARK + "." + record;
    }

    Duration ttl(TtlChoice choice) {
        return switch (choice) {
            case STEADY -> ttl;
            case MOVING -> failoverTtl;
        };
    }

    int ttlSeconds(TtlChoice choice) {
        return Math.toIntExact(ttl(choice).toSeconds());
    }

    /** A relative name as Linode returns it, in the spelling used here. */
    String relative(String name) {
        String bare = bare(name);
        if (bare.equals(domain) || bare.equals("@")) return "";
        return bare.endsWith("." + domain) ? bare.substring(0, bare.length() - domain.length() - 1) : bare;
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static void requireListed(Duration ttl) {
        boolean listed = TTLS.stream().anyMatch(each -> Duration.ofSeconds(each).equals(ttl));
        if (!listed)
            throw new IllegalArgumentException(
                    "Linode keeps no TTL of %s but rounds it; it keeps (in seconds) %s".formatted(ttl, TTLS));
    }

    @Override
    public String toString() {
        return "%s (ttl %d s, failover-ttl %d s, at %s)"
                .formatted(id(), ttl.toSeconds(), failoverTtl.toSeconds(), apiUrl);
    }
}
