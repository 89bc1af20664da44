package dev.leeward.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Looks names up as this machine is set up, and remembers nothing: first the hosts file, then the recursive name servers
 * over UDP (over TCP where an answer is cut short).
 *
 * <p>IPv4 first; IPv6 is asked for only where a name has no IPv4 address. RFC 6724 would order by what the machine can
 * reach; for a probe what counts is that the same name gives the same order everywhere, and whoever wants the IPv6 path
 * watched names its address. Names are absolute: search lists are not applied.
 */
public final class SystemNames implements Names {

    /** Each name server is asked this often, in turns. */
    private static final int ROUNDS = 2;

    private static final Duration LONGEST_TRY = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 512;

    private final HostsFile hosts;
    private final Supplier<List<InetSocketAddress>> servers;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private SystemNames(HostsFile hosts, Supplier<List<InetSocketAddress>> servers) {
        this.hosts = hosts;
        this.servers = servers;
    }

    /** As {@code /etc/hosts} and {@code /etc/resolv.conf} say. */
    public static SystemNames ofThisMachine() {
        NameServers configured = new NameServers(Path.of("/etc/resolv.conf"));
        return new SystemNames(new HostsFile(Path.of("/etc/hosts")), configured::inOrder);
    }

    /** As {@code /etc/hosts} says, and then these recursive name servers; those of the machine where there are none. */
    public static SystemNames asking(List<InetSocketAddress> servers) {
        return servers.isEmpty() ? ofThisMachine() : of(Path.of("/etc/hosts"), servers);
    }

    /** With another hosts file and with these name servers. */
    public static SystemNames of(Path hostsFile, List<InetSocketAddress> servers) {
        List<InetSocketAddress> fixed = List.copyOf(servers);
        return new SystemNames(new HostsFile(hostsFile), () -> fixed);
    }

    @Override
    public CompletionStage<Lookup> lookUp(String host, Duration within) {
        var literal = HostPort.literal(host);
        if (literal.isPresent()) return done(new Lookup.Found(List.of(literal.get())));
        String name = host.toLowerCase(Locale.ROOT);
        List<InetAddress> known = hosts.addresses(name);
        if (!known.isEmpty()) return done(new Lookup.Found(known));
        // RFC 6761, section 6.3: never asked of a name server.
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return done(new Lookup.Found(List.of(InetAddress.ofLiteral("127.0.0.1"))));
        }
        return ask(name, within);
    }

    private CompletionStage<Lookup> ask(String name, Duration within) {
        Name absolute;
        try {
            absolute = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            return done(new Lookup.Absent(name + " is not a host name: " + e.getMessage(), false));
        }
        List<InetSocketAddress> asked = servers.get();
        if (asked.isEmpty()) return done(new Lookup.Unanswered("no name server is configured"));
        if (!places.tryAcquire()) return done(new Lookup.Unanswered("more than " + MOST_AT_ONCE + " names at once"));
        long deadline = System.nanoTime() + within.toNanos();
        return query(absolute, Type.A, asked, 0, deadline)
                .thenCompose(a -> a instanceof Lookup.Absent absent && absent.nameExists()
                        ? query(absolute, Type.AAAA, asked, 0, deadline)
                        : CompletableFuture.completedFuture(a))
                .whenComplete((lookup, bug) -> places.release());
    }

    /** Asks server after server, round after round, until one can say. */
    private CompletableFuture<Lookup> query(
            Name name, int type, List<InetSocketAddress> asked, int turn, long deadline) {
        long left = deadline - System.nanoTime();
        int turns = asked.size() * ROUNDS;
        if (turn == turns || left <= 0) return unanswered(name, asked);
        long patience = Math.min(left / (turns - turn), LONGEST_TRY.toNanos());
        if (turn == turns - 1) patience = left;
        SimpleResolver server = new SimpleResolver(asked.get(turn % asked.size()));
        server.setTimeout(Duration.ofNanos(patience));
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        return server.sendAsync(query)
                .toCompletableFuture()
                .thenApply(answer -> AddressAnswer.read(name, type, answer))
                .orTimeout(patience, TimeUnit.NANOSECONDS)
                .exceptionally(nobody -> new Lookup.Unanswered(nobody.toString()))
                .thenCompose(lookup -> lookup instanceof Lookup.Unanswered
                        ? query(name, type, asked, turn + 1, deadline)
                        : CompletableFuture.completedFuture(lookup));
    }

    private static CompletableFuture<Lookup> unanswered(Name name, List<InetSocketAddress> asked) {
        String servers = String.join(
                ", ", asked.stream().map(InetSocketAddress::getHostString).toList());
        return CompletableFuture.completedFuture(
                new Lookup.Unanswered("no answer about " + name.toString(true) + " from " + servers));
    }

    private static CompletionStage<Lookup> done(Lookup lookup) {
        return CompletableFuture.completedFuture(lookup);
    }
}
