package dev.leeward.resolve;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Reads a recursive name server's answer to a question for addresses (RFC 1034, section 4.3.2). */
final class AddressAnswer {

    /** Longer chains of aliases are taken for a loop. */
    private static final int MOST_ALIASES = 16;

    private static final int MOST_ADDRESSES = 16;

    private AddressAnswer() {}

    static Lookup read(Name asked, int type, Message answer) {
        String name = asked.toString(true);
        int rcode = answer.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return new Lookup.Unanswered("the name server says " + Rcode.string(rcode) + " about " + name);
        }
        List<Record> records = answer.getSection(Section.ANSWER);
        List<InetAddress> found = addresses(target(asked, records), records);
        if (!found.isEmpty()) return new Lookup.Found(found);
        return rcode == Rcode.NXDOMAIN
                ? new Lookup.Absent("there is no name " + name + " (NXDOMAIN)", false)
                : new Lookup.Absent(name + " has no " + Type.string(type) + " record", true);
    }

    private static Name target(Name asked, List<Record> records) {
        Name name = asked;
        for (int i = 0; i < MOST_ALIASES; i++) {
            Name here = name;
            var alias = records.stream()
                    .filter(record ->
                            record instanceof CNAMERecord && record.getName().equals(here))
                    .findFirst();
            if (alias.isEmpty()) return name;
            name = ((CNAMERecord) alias.get()).getTarget();
        }
        return name;
    }

    private static List<InetAddress> addresses(Name owner, List<Record> records) {
        List<InetAddress> found = new ArrayList<>();
        for (Record record : records) {
            if (!record.getName().equals(owner) || found.size() == MOST_ADDRESSES) continue;
            if (record instanceof ARecord a) found.add(a.getAddress());
            if (record instanceof AAAARecord aaaa) found.add(aaaa.getAddress());
        }
        return found;
    }
}
