package dev.leeward.probe.dns;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.resolve.HostPort;
import dev.leeward.resolve.Lookup;
import dev.leeward.resolve.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Looks at a name server with an ordinary client's question ({@link Check.Dns}): recursion desired, over UDP, and over TCP
 * where the answer did not fit (RFC 7766). It asks once: a lost packet is a failed look, and the next look is the retry.
 */
public final class DnsProber implements Prober {

    private static final int DOMAIN = 53;
    private static final int MOST_AT_ONCE = 1_024;

    private final Names names;
    private final Set<DnsLook> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param names resolves the names of servers
     */
    public DnsProber(Names names) {
        this.names = names;
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        DnsLook look = new DnsLook(sink, inFlight::remove);
        if (inFlight.size() >= MOST_AT_ONCE) {
            look.inconclusive("too many questions at once");
            return;
        }
        inFlight.add(look);
        // After the add: either close() sees this look, or this sees that it is closed.
        if (closed) {
            look.inconclusive("the prober is closed");
            return;
        }
        try {
            begin(probe, look);
        } catch (IllegalArgumentException | TextParseException e) {
            look.inconclusive("cannot ask: " + e.getMessage());
        }
    }

    private void begin(Probe probe, DnsLook look) throws TextParseException {
        if (!(probe.check() instanceof Check.Dns check)) throw new IllegalArgumentException("not a question");
        HostPort server = HostPort.parse(check.server(), DOMAIN);
        int type = Type.value(check.type());
        if (type < 0) throw new IllegalArgumentException("no such record type: " + check.type());
        Message question =
                Message.newQuery(Record.newRecord(Name.fromString(check.name(), Name.root), type, DClass.IN));
        Duration timeout = probe.timeout();
        var _ = names.lookUp(server.host(), timeout)
                .toCompletableFuture()
                .thenCompose(found -> ask(found, server.port(), question, timeout, look))
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .handle((answer, fault) -> {
                    if (answer != null) settle(check, question, answer, look);
                    else if (fault != null) failed(fault, timeout, look);
                    return look;
                });
    }

    private static CompletableFuture<Message> ask(
            Lookup found, int port, Message question, Duration timeout, DnsLook look) {
        switch (found) {
            case Lookup.Found(var addresses) -> {
                look.resolved();
                InetAddress server = addresses.getFirst();
                SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(server, port));
                resolver.setTimeout(timeout);
                return resolver.sendAsync(question).toCompletableFuture();
            }
            case Lookup.Absent(String why, boolean _) -> look.fail(FailureKind.UNRESOLVABLE, why);
            case Lookup.Unanswered(String why) -> look.inconclusive(why);
        }
        // The look is over; nothing comes of this any more.
        return CompletableFuture.failedFuture(new IOException("no server to ask"));
    }

    private static void settle(Check.Dns check, Message question, Message answer, DnsLook look) {
        var fault = DnsAnswer.faultOf(check, question, answer);
        if (fault.isPresent()) look.fail(FailureKind.BAD_ANSWER, fault.get());
        else look.healthy();
    }

    private static void failed(Throwable fault, Duration timeout, DnsLook look) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            if (deeper instanceof PortUnreachableException) {
                look.fail(FailureKind.REFUSED, "nothing listens there: port unreachable");
                return;
            }
        }
        boolean late = cause instanceof TimeoutException || look.hasLasted(timeout);
        if (!look.isResolved()) {
            look.inconclusive("the server's name was not resolved in time");
        } else if (late) {
            look.fail(FailureKind.TIMED_OUT, "no answer within " + timeout.toMillis() + " ms");
        } else {
            look.fail(FailureKind.UNREACHABLE, String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
        inFlight.forEach(look -> look.inconclusive("the prober was closed"));
    }
}
