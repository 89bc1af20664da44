package dev.leeward.dns;

import dev.leeward.region.RecordType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Values of records in the one form in which {@code Endpoints} holds them, so that equal values are equal texts. */
public final class CanonicalText {
    private static final int GROUPS = 8;

    private CanonicalText() {}

    /** Those of {@code records} that belong to {@code owner} and carry traffic. */
    public static SortedMap<RecordType, SortedSet<String>> valuesOf(Name owner, Iterable<Record> records) {
        var values = new TreeMap<RecordType, SortedSet<String>>();
        for (Record record : records) {
            if (!record.getName().equals(owner)) continue;
            typeOf(record)
                    .ifPresent(type ->
                            values.computeIfAbsent(type, t -> new TreeSet<>()).add(valueOf(record)));
        }
        return values;
    }

    /** The kind of a record, when it carries traffic. */
    public static Optional<RecordType> typeOf(Record record) {
        return switch (record) {
            case ARecord a -> Optional.of(RecordType.A);
            case AAAARecord aaaa -> Optional.of(RecordType.AAAA);
            case CNAMERecord cname -> Optional.of(RecordType.CNAME);
            default -> Optional.empty();
        };
    }

    /** An address as RFC 5952 writes it. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        byte[] bytes = address.getAddress();
        var groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        return withLongestGapLeftOut(groups);
    }

    /** A name in lower case without the trailing dot. */
    public static String of(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static String valueOf(Record record) {
        return switch (record) {
            case ARecord a -> of(a.getAddress());
            case AAAARecord aaaa -> of(aaaa.getAddress());
            case CNAMERecord cname -> of(cname.getTarget());
            default -> throw new IllegalArgumentException("carries no traffic: " + record);
        };
    }

    /** RFC 5952, section 4.2: the longest run of two or more zero groups, the first of equals, becomes {@code ::}. */
    private static String withLongestGapLeftOut(int[] groups) {
        int start = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) end++;
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        if (start < 0) return joined(groups, 0, GROUPS);
        return joined(groups, 0, start) + "::" + joined(groups, start + longest, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) text.append(':');
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
