package dev.leeward.steering.rfc2136;

import dev.leeward.dns.CanonicalText;
import dev.leeward.dns.Queries;
import dev.leeward.dns.TcpConnection;
import dev.leeward.region.RecordType;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;

/** Asks for everything at a name over and over: BIND answers that by TCP from one version of its zone. */
final class AnyWatch implements ActuatorRig.StateWatch {
    private final List<SortedMap<RecordType, SortedSet<String>>> seen = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    AnyWatch(Supplier<InetSocketAddress> server, Name name, int type) {
        thread = Thread.ofVirtual().start(() -> {
            try (TcpConnection connection = TcpConnection.open(server.get(), BindRig.soon())) {
                while (!closed) {
                    connection.send(Queries.plain(name, type).toWire());
                    Message answer = new Message(connection.receive(BindRig.soon()));
                    var state = CanonicalText.valuesOf(name, answer.getSection(Section.ANSWER));
                    if (seen.isEmpty() || !seen.getLast().equals(state)) seen.add(state);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot watch " + name, e);
            }
        });
        Await.until("the first state is seen", Duration.ofSeconds(30), () -> !seen.isEmpty());
    }

    @Override
    public List<SortedMap<RecordType, SortedSet<String>>> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
