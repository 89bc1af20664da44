package dev.leeward.dns;

import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** The questions that are asked. */
public final class Queries {
    /** What fits through every network without fragments (DNS flag day 2020). */
    static final int UDP_SIZE = 1232;

    private Queries() {}

    /** A question to an authoritative server: no recursion; the server may say which of its machines it is (RFC 5001). */
    public static Message authoritative(Name name, int type) {
        Message query = bare(name, type);
        query.getHeader().unsetFlag(Flags.RD);
        query.addRecord(new OPTRecord(UDP_SIZE, 0, 0, 0, List.of(new NSIDOption(new byte[0]))), Section.ADDITIONAL);
        return query;
    }

    /** A question to a recursive server. */
    public static Message recursive(Name name, int type) {
        return bare(name, type);
    }

    /** A question without recursion or EDNS, for servers that know neither. */
    public static Message plain(Name name, int type) {
        Message query = bare(name, type);
        query.getHeader().unsetFlag(Flags.RD);
        return query;
    }

    /**
     * The name that {@code text} spells, with or without the trailing dot.
     *
     * @throws IllegalArgumentException if it is none (RFC 1035, section 2.3.4)
     */
    public static Name absolute(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not a domain name: " + e.getMessage(), e);
        }
    }

    private static Message bare(Name name, int type) {
        return Message.newQuery(Record.newRecord(name, type, DClass.IN));
    }
}
