package dev.leeward.steering.linode;

import dev.leeward.emulator.dns.NameServer;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Authority;
import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import dev.leeward.steering.Verification.Witness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks given name servers one after the other; enough to see through the actuator what they answer. */
record AskedNameServers(List<NameServer> servers) implements Authority {
    @Override
    public Verification ask(String name, Endpoints expected, Duration atMost, Duration limit) {
        List<Witness> witnesses = new ArrayList<>();
        for (NameServer server : servers) {
            Duration each = limit.dividedBy(servers.size() * (long) RecordType.values().length);
            witnesses.add(ask(server, name, expected, atMost, each));
        }
        return witnesses.stream().allMatch(each -> each.state() == State.CURRENT)
                ? new Verification.Proven(witnesses)
                : new Verification.NotYet(witnesses);
    }

    private static Witness ask(NameServer server, String name, Endpoints expected, Duration atMost, Duration limit) {
        String who = server.address().toString();
        try {
            for (RecordType type : expected.byType().keySet()) {
                SortedSet<String> values = new TreeSet<>();
                for (Record each : ask(server, name, type, limit)) {
                    values.add(RecordValues.canonical(type, each.rdataToString()));
                    if (each.getTTL() > atMost.toSeconds())
                        return new Witness(who, State.STALE, "ttl " + each.getTTL());
                }
                if (!values.equals(expected.of(type))) return new Witness(who, State.STALE, values.toString());
            }
            return new Witness(who, State.CURRENT, expected.toString());
        } catch (IOException e) {
            return new Witness(who, State.TIMED_OUT, e.toString());
        }
    }

    private static List<Record> ask(NameServer server, String name, RecordType type, Duration limit)
            throws IOException {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setTimeout(limit);
        Message query =
                Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.value(type.name()), DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        Message answer = resolver.send(query);
        if (!answer.getHeader().getFlag(Flags.AA)) throw new IOException("no authority");
        return answer.getSection(Section.ANSWER);
    }
}
