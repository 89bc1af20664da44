package dev.leeward.emulator.dns;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What an authoritative server answers, as a function of the query and the zones (RFC 1034, section 4.3.2). */
final class Answers {
    /** Larger UDP answers get lost on the way often enough (DNS flag day 2020). */
    static final int UDP_PAYLOAD = 1232;

    private static final int CNAME_CHAIN = 8;

    private Answers() {}

    /** The answer to {@code query}; the sections are filled only when we are authoritative for the name. */
    static Message to(Message query, Map<Name, Zone> zones) {
        Message answer = begin(query);
        Record question = query.getQuestion();
        if (query.getHeader().getOpcode() != Opcode.QUERY) return failed(answer, Rcode.NOTIMP);
        if (question == null || query.getHeader().getCount(Section.QUESTION) != 1) return failed(answer, Rcode.FORMERR);
        answer.addRecord(question, Section.QUESTION);
        Zone zone = zoneOf(question.getName(), zones);
        boolean transfer = question.getType() == Type.AXFR || question.getType() == Type.IXFR;
        if (zone == null || transfer || question.getDClass() != DClass.IN) return failed(answer, Rcode.REFUSED);
        answer.getHeader().setFlag(Flags.AA);
        fill(answer, zone, question.getName(), question.getType());
        return answer;
    }

    /** What is sent back for a query that cannot be read. */
    static Message formatError(int id) {
        Message answer = new Message(id);
        answer.getHeader().setFlag(Flags.QR);
        return failed(answer, Rcode.FORMERR);
    }

    private static Message begin(Message query) {
        Header asked = query.getHeader();
        Message answer = new Message(asked.getID());
        answer.getHeader().setOpcode(asked.getOpcode());
        answer.getHeader().setFlag(Flags.QR);
        if (asked.getFlag(Flags.RD)) answer.getHeader().setFlag(Flags.RD);
        if (query.getOPT() != null) answer.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0), Section.ADDITIONAL);
        return answer;
    }

    private static Message failed(Message answer, int rcode) {
        answer.getHeader().setRcode(rcode);
        return answer;
    }

    private static void fill(Message answer, Zone zone, Name name, int type) {
        Name at = name;
        for (int hop = 0; hop < CNAME_CHAIN; hop++) {
            var found = zone.at(at, type);
            found.forEach(each -> answer.addRecord(each, Section.ANSWER));
            if (!found.isEmpty()) return;
            var alias = zone.at(at, Type.CNAME);
            if (alias.isEmpty()) break;
            answer.addRecord(alias.getFirst(), Section.ANSWER);
            at = ((CNAMERecord) alias.getFirst()).getTarget();
            if (!at.subdomain(zone.origin())) return;
        }
        if (!zone.exists(at)) answer.getHeader().setRcode(Rcode.NXDOMAIN);
        answer.addRecord(zone.negativeSoa(), Section.AUTHORITY);
    }

    /** The zone that lies closest above the name. */
    private static @Nullable Zone zoneOf(Name name, Map<Name, Zone> zones) {
        Zone closest = null;
        for (Zone each : zones.values()) {
            boolean above = name.subdomain(each.origin());
            if (above
                    && (closest == null
                            || each.origin().labels() > closest.origin().labels())) closest = each;
        }
        return closest;
    }
}
