package dev.leeward.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks the authoritative name server for the shop's addresses: one packet each time, no cache. */
final class Lookup {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SimpleResolver server;
    private final Name name;

    Lookup(InetSocketAddress nameServer) throws IOException {
        server = new SimpleResolver(nameServer);
        server.setTimeout(PATIENCE);
        name = Name.fromString(DemoWorld.RECORD + "." + DemoWorld.DOMAIN + ".");
    }

    /**
     * The addresses in the answer.
     *
     * @throws IOException without an answer in time
     */
    List<String> addresses() throws IOException {
        var answer = server.send(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)));
        List<String> addresses = new ArrayList<>();
        for (Record each : answer.getSection(Section.ANSWER)) {
            if (each instanceof ARecord a) addresses.add(a.getAddress().getHostAddress());
        }
        return addresses;
    }
}
